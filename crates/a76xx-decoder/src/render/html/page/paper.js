// What is printed: the rows that the filters let through, as a table whose lines break.
const Paper = (() => {
  const { el, by } = Dom;
  // Some fifty pages.
  const MOST = 3000;

  function fill(page, capture, items, wanted) {
    const body = el("tbody", null);
    for (const item of items.subarray(0, MOST)) body.append(item < 0 ? finding(capture.findings[-1 - item]) : event(page, capture, item, wanted));
    const more = items.length > MOST ? el("p", null, `The first ${Visible.count(MOST)} of ${Visible.count(items.length)} rows. Filters choose others.`) : "";
    by("paper").replaceChildren(el("table", null, body), more);
  }

  function event(page, capture, at) {
    const cells = Transcript.event(page, capture, at, "").childNodes;
    const kind = capture.head.kinds[capture.kind[at] - 97];
    return el("tr", { class: `kind-${kind} tone-${Transcript.letter(capture.tone, at)}` }, ...Array.from(cells, (cell, index) => el("td", { class: cell.className, colspan: index === 4 && cells.length === 5 ? 2 : null }, ...cell.childNodes)));
  }

  function finding(finding) {
    const text = `${finding.severity} ${finding.code}: ${Transcript.message(finding)}`;
    return el("tr", { class: `finding is-${finding.severity}` }, el("td", { colspan: 6 }, text));
  }

  return { fill, clear: () => by("paper").replaceChildren() };
})();
