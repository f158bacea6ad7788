// Everything about one event: what it says, where it stands, its parameters, its bytes, what the rules say of it.
const Details = (() => {
  const { el, by } = Dom;
  const PER = 8;

  function show(page, capture, item, go) {
    const pane = by("details"), inner = by("details-inner");
    document.querySelector("main").classList.toggle("with-details", item !== null);
    pane.hidden = item === null;
    if (item === null) return;
    const finding = item < 0 ? capture.findings[-1 - item] : null;
    const at = finding ? Math.max(0, Data.row(capture, finding.seq)) : item;
    const found = (capture.found.get(item < 0 ? finding.index : at) ?? []).map((index) => capture.findings[index]);
    const close = el("button", { class: "button", type: "button", id: "close", "aria-label": "close the details", on: { click: () => go(null) } }, "✕");
    inner.replaceChildren(
      el("h3", null, head(capture, at), close),
      ...(finding ? [told(page, capture, finding, go)] : []),
      ...event(page, capture, at, go, finding),
      ...found.filter((one) => one !== finding).map((one) => told(page, capture, one, go)));
    inner.scrollTop = 0;
  }

  function head(capture, at) {
    const kind = capture.head.kinds[capture.kind[at] - 97], side = Transcript.SIDE[Transcript.letter(capture.side, at)];
    return `Event ${capture.seq[at]}: ${kind}${side ? ` from the ${side}` : ""}`;
  }

  function event(page, capture, at, go, finding) {
    const raw = page.words[capture.raw[at]];
    const said = page.words[capture.meaning[at]];
    const part = finding?.part ?? (capture.found.get(at) ?? []).map((index) => capture.findings[index].part).find((part) => part) ?? null;
    const nodes = [el("p", { class: "big" }, Visible.text(said))];
    nodes.push(el("h4", null, "Where"), el("table", null, ...facts(page, capture, at, go)));
    const fields = page.words[capture.fields[at]];
    if (fields) {
      const rows = fields.trimEnd().split("\n").map((line) => line.split("\t"));
      nodes.push(el("h4", null, "Parameters"), el("table", null, ...rows.map(([name, value]) => row(name, Visible.text(value ?? "")))));
    }
    const total = capture.total[at] || raw.length;
    const shown = total > raw.length ? `, the first ${Visible.count(raw.length)} of ${Visible.count(total)}` : `, ${Visible.count(total)}`;
    nodes.push(el("h4", null, `Bytes${shown}`), el("pre", { class: "bytes", tabindex: "0" }, ...dump(raw, part)));
    return nodes;
  }

  const row = (name, ...value) => el("tr", null, el("th", { scope: "row" }, name), el("td", null, ...value));

  function facts(page, capture, at, go) {
    const rows = [];
    const end = capture.offset[at] + capture.length[at];
    if (capture.length[at] > 0) rows.push(row("in the input", `bytes ${Visible.count(capture.offset[at])} to ${Visible.count(end - 1)}`));
    if (!Number.isNaN(capture.at[at])) rows.push(row("time", `${(capture.at[at] / 1e6).toFixed(6)} s`));
    if (capture.link[at] >= 0) rows.push(row("link", String(capture.link[at])));
    const name = page.words[capture.name[at]], form = page.words[capture.form[at]];
    if (name) rows.push(row("name", `${Visible.text(name)}${form ? `, ${form}` : ""}`));
    const command = capture.reply[at] >= 0 ? Data.row(capture, capture.reply[at]) : -1;
    if (command >= 0) rows.push(row("belongs to", jump(Visible.bytes(Visible.line(page.words[capture.raw[command]])), () => go(command))));
    const guess = page.words[capture.guess[at]];
    if (guess) rows.push(row("guessed", guess));
    return rows;
  }

  const jump = (text, click) => el("button", { class: "jump", type: "button", on: { click } }, text);

  function told(page, capture, finding, go) {
    const nodes = [el("p", null, el("span", { class: `severity severity-${finding.severity}` }, `${finding.severity} ${finding.code} `), Transcript.message(finding))];
    if (finding.advice) nodes.push(el("p", null, `Next: ${Visible.text(finding.advice)}`));
    const cause = finding.cause === null ? -1 : Data.row(capture, finding.cause);
    if (cause >= 0) nodes.push(el("p", null, "Because of: ", jump(Visible.bytes(Visible.line(page.words[capture.raw[cause]])) || "the line", () => go(cause))));
    const section = finding.section ? `, ${finding.section}` : "";
    nodes.push(el("p", null, el("small", null, `Rule ${finding.name}, fault of the ${finding.blame}${section}. a76xx explain ${finding.code}`)));
    return el("div", { class: `told is-${finding.severity}` }, ...nodes);
  }

  // Rows of bytes: offset, digits, characters; the part that a finding is about is marked.
  function dump(raw, part) {
    const nodes = [];
    const [start, length] = part ?? [0, 0];
    const here = (at) => at >= start && at < start + length;
    const piece = (marked, text) => (marked ? el("span", { class: "here" }, text) : text);
    for (let at = 0; at < raw.length; at += PER) {
      nodes.push(`${at.toString(16).padStart(4, "0")}  `);
      const chars = [];
      for (let i = at; i < at + PER; i++) {
        if (i >= raw.length) { nodes.push("   "); continue; }
        const code = raw.charCodeAt(i);
        nodes.push(piece(here(i), Visible.hex(code)), " ");
        chars.push(piece(here(i), code >= 0x20 && code < 0x7f ? raw[i] : "·"));
      }
      nodes.push(" ", ...chars, "\n");
    }
    return nodes;
  }

  return { show, jump };
})();
