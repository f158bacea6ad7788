// The page's data blocks, made into captures: a column for each property of the events, texts as numbers of words.
const Data = (() => {
  const NUMBERS = ["length", "total", "raw", "meaning", "name", "form", "guess", "fields"];
  const LETTERS = ["kind", "side", "tone", "tie", "reach"];

  function read() {
    const page = { words: [""], captures: [], faults: [] };
    for (const node of document.querySelectorAll("script[data-a76xx]")) {
      const value = JSON.parse(node.textContent);
      const capture = page.captures.at(-1);
      switch (node.dataset.a76xx) {
        case "capture": page.captures.push({ head: value, blocks: [], n: 0, faults: [] }); break;
        case "events": {
          for (const word of value.words) page.words.push(word);
          value.words = null;
          capture.blocks.push(value);
          capture.n += value.kind.length;
          break;
        }
        case "end": capture.verdict = value.verdict; capture.leftOut = value.left_out; break;
        case "fault": (capture?.faults ?? page.faults).push(value); break;
      }
      node.remove();
    }
    for (const capture of page.captures) columns(capture);
    return page;
  }

  function columns(capture) {
    const n = capture.n;
    for (const name of LETTERS) capture[name] = new Uint8Array(n);
    for (const name of NUMBERS) capture[name] = new Uint32Array(n);
    capture.seq = new Float64Array(n);
    capture.at = new Float64Array(n).fill(NaN);
    capture.offset = new Float64Array(n);
    capture.link = new Int32Array(n).fill(-1);
    capture.reply = new Float64Array(n).fill(-1);
    capture.findings = [];
    capture.changes = [];
    let start = 0;
    for (const block of capture.blocks) start = take(capture, block, start);
    capture.blocks = null;
    for (const finding of capture.verdict?.findings ?? []) capture.findings.push({ ...finding, index: n - 1, late: true });
    capture.found = new Map();
    capture.findings.forEach((finding, at) => {
      if (!capture.found.has(finding.index)) capture.found.set(finding.index, []);
      capture.found.get(finding.index).push(at);
    });
  }

  function take(capture, block, start) {
    const n = block.kind.length;
    for (const name of LETTERS) for (let i = 0; i < n; i++) capture[name][start + i] = block[name].charCodeAt(i);
    for (const name of NUMBERS) if (block[name].length) capture[name].set(block[name], start);
    let seq = block.first, at = 0, offset = 0, jump = 0;
    for (let i = 0; i < n; i++) {
      if (block.jumps[jump]?.[0] === i) seq = block.jumps[jump++][1];
      capture.seq[start + i] = seq++;
      if (block.at.length && block.at[i] !== null) capture.at[start + i] = at += block.at[i];
      capture.offset[start + i] = offset += block.offset[i];
      capture.link[start + i] = block.link[i] - 1;
      if (block.back.length && block.back[i]) capture.reply[start + i] = capture.seq[start + i] - block.back[i];
    }
    for (const [index, finding] of block.findings) capture.findings.push({ ...finding, index: start + index });
    for (const [index, of, to] of block.changes) capture.changes.push({ index: start + index, of, to });
    return start + n;
  }

  // The row of an event's number; -1 where the page does not hold it.
  function row(capture, seq) {
    let low = 0, high = capture.n;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (capture.seq[middle] < seq) low = middle + 1; else high = middle;
    }
    return capture.seq[low] === seq ? low : -1;
  }

  return { read, row };
})();
