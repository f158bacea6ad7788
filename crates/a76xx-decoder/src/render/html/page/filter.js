// Which rows are shown. Within a group any of the chosen will do, and every group has to agree; a group without a choice lets all pass.
const Filter = (() => {
  const QUIET = new Set(["blank", "layout"]);

  const start = () => ({ text: "", sides: new Set(), links: new Set(), kinds: new Set(), found: false, quiet: false });

  // Letters of the kinds that nobody wants to read.
  const quiet = (capture) => capture.head.kinds.map((kind) => QUIET.has(kind));

  // Marks the words that hold the text.
  function marked(words, text) {
    const [wanted, encoded] = Search.forms(text);
    const marks = new Uint8Array(words.length);
    for (let at = 1; at < words.length; at++) {
      const word = words[at].toLowerCase();
      marks[at] = word.includes(wanted) || (encoded !== wanted && word.includes(encoded)) ? 1 : 0;
    }
    return marks;
  }

  // Rows as numbers: an event is its index, a finding -1 less its index.
  function rows(page, capture, filter) {
    const silent = quiet(capture);
    const kinds = capture.head.kinds.map((kind, at) => (silent[at] ? filter.quiet || filter.kinds.has(kind) : true) && (filter.kinds.size === 0 || filter.kinds.has(kind)));
    const marks = filter.text === "" ? null : marked(page.words, filter.text);
    const said = filter.text === "" ? null : filter.text.toLowerCase();
    const items = [];
    let events = 0;
    for (let i = 0; i < capture.n; i++) {
      const found = capture.found.get(i);
      const finds = said !== null && found?.some((at) => `${capture.findings[at].code} ${capture.findings[at].name} ${capture.findings[at].message}`.toLowerCase().includes(said));
      const shown =
        (kinds[capture.kind[i] - 97] || (found && filter.kinds.size === 0)) &&
        (filter.sides.size === 0 || filter.sides.has(String.fromCharCode(capture.side[i]))) &&
        (filter.links.size === 0 || filter.links.has(capture.link[i])) &&
        (!filter.found || found !== undefined) &&
        (marks === null || marks[capture.raw[i]] || marks[capture.meaning[i]] || marks[capture.name[i]] || finds);
      if (!shown) continue;
      events += 1;
      items.push(i);
      if (found) for (const at of found) items.push(-1 - at);
    }
    return { items: Int32Array.from(items), events };
  }

  // How many events each choice of a group stands for.
  function tallies(capture) {
    const sides = new Map(), links = new Map(), kinds = new Map();
    const up = (map, key) => map.set(key, (map.get(key) ?? 0) + 1);
    const silent = quiet(capture);
    let hushed = 0;
    for (let i = 0; i < capture.n; i++) {
      if (silent[capture.kind[i] - 97]) { hushed += 1; continue; }
      up(sides, String.fromCharCode(capture.side[i]));
      if (capture.link[i] >= 0) up(links, capture.link[i]);
      up(kinds, capture.head.kinds[capture.kind[i] - 97]);
    }
    return { sides, links, kinds, hushed };
  }

  return { start, rows, tallies };
})();
