// A row of the transcript: place, bracket, side, link, the line, what it says.
const Transcript = (() => {
  const { el } = Dom;
  const BRACKET = { o: "┌", p: "├", c: "└", b: "│" };
  const ARROW = { h: "→", m: "←" };
  const SIDE = { h: "host", m: "module" };
  // Characters of a line that are laid out; the details have all.
  const SHOWN = 400;

  const letter = (column, at) => String.fromCharCode(column[at]);

  function place(capture, at) {
    if (!capture.head.stamps) return String(capture.offset[at]);
    return Number.isNaN(capture.at[at]) ? "" : (capture.at[at] / 1e6).toFixed(6);
  }

  // The line as it is read: without its end, data in quotes, digits where it is no text.
  function line(page, capture, at) {
    const raw = page.words[capture.raw[at]];
    const kind = capture.head.kinds[capture.kind[at] - 97];
    if (kind === "blank" || kind === "layout") return Visible.bytes(raw.slice(0, SHOWN));
    if (kind !== "payload") return Visible.bytes(Visible.line(raw).slice(0, SHOWN));
    if (raw === "") return "";
    const head = raw.slice(0, SHOWN), more = raw.length > SHOWN || capture.total[at] > 0 ? "…" : "";
    const readable = head.replace(/[^ -~\r\n\t]/g, "").length * 10 >= head.length * 9;
    if (readable) return `"${Visible.bytes(head)}"${more}`;
    return Array.from(head.slice(0, 64), (byte) => Visible.hex(byte.charCodeAt(0))).join(" ") + (head.length > 64 ? "…" : more);
  }

  // How long after its command the line came that completes it.
  function since(capture, at) {
    if (letter(capture.tie, at) !== "c" && letter(capture.tie, at) !== "l") return "";
    const command = Data.row(capture, capture.reply[at]);
    const micros = command < 0 ? NaN : capture.at[at] - capture.at[command];
    return micros > 0 ? Visible.since(micros) : "";
  }

  function meaning(page, capture, at, wanted) {
    const kind = capture.head.kinds[capture.kind[at] - 97];
    const said = page.words[capture.meaning[at]];
    const guess = page.words[capture.guess[at]];
    const pieces = kind === "foreign" && said === "not of the wire" ? [] : Search.mark(Visible.text(said), wanted);
    const after = since(capture, at);
    if (after) pieces.push(el("span", { class: "since" }, ` · ${after}`));
    if (guess && guess !== "echo" && kind !== "foreign") pieces.push(el("span", { class: "guess", title: "guessed" }, ` [${guess}?]`));
    return pieces;
  }

  function event(page, capture, at, wanted) {
    const side = letter(capture.side, at), tie = letter(capture.tie, at);
    const kind = capture.head.kinds[capture.kind[at] - 97];
    const says = meaning(page, capture, at, wanted);
    return el("div", { class: `row kind-${kind} tone-${letter(capture.tone, at)}${says.length === 0 ? " wide" : ""}` },
      el("span", { class: "place" }, place(capture, at)),
      el("span", { class: "tie", "aria-hidden": "true" }, BRACKET[tie]),
      el("span", { class: `side side-${side}`, title: SIDE[side] }, ARROW[side]),
      el("span", { class: "linkno", title: capture.link[at] >= 0 ? `link ${capture.link[at]}` : null }, capture.link[at] >= 0 ? String(capture.link[at]) : ""),
      el("span", { class: "raw" }, Search.mark(line(page, capture, at), wanted)),
      says.length === 0 ? null : el("span", { class: "meaning" }, says));
  }

  function message(finding) {
    const again = finding.again === null ? "" : ", again";
    const follows = again === "" && finding.root !== null ? ", which follows from what is said above" : "";
    return `${Visible.text(finding.message)}${again}${follows}${finding.late ? " (at the end)" : ""}`;
  }

  function finding(finding, wanted) {
    return el("div", { class: `row finding is-${finding.severity}` },
      el("span", { class: "place" }),
      el("span", { class: `severity severity-${finding.severity}` }, `${finding.severity} ${finding.code}`),
      el("span", { class: "message" }, Search.mark(message(finding), wanted)));
  }

  return { event, finding, place, line, meaning, message, letter, BRACKET, ARROW, SIDE };
})();
