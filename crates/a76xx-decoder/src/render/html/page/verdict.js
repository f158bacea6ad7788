// What to make of the capture, at a glance.
const VerdictView = (() => {
  const { el, by } = Dom;

  function show(page, capture, go) {
    const node = by("verdict");
    const verdict = capture.verdict;
    if (!verdict) {
      node.replaceChildren(el("p", { class: "fault" }, "The capture has no end: it was not written to the end."));
      return;
    }
    const tally = [[verdict.errors, "error"], [verdict.warnings, "warning"], [verdict.notes, "note"]]
      .filter(([count]) => count > 0).map(([count, what]) => `${Visible.count(count)} ${what}${count === 1 ? "" : "s"}`).join(", ");
    const into = (list) => (label, ...content) => list.append(el("dt", null, label), el("dd", null, ...content));
    const fault = el("dl", { class: "story" }), story = el("dl", { class: "story" });
    lead(page, capture, verdict, go, into(fault));
    rest(capture, verdict, go, into(story));
    node.replaceChildren(
      el("div", { class: "head" },
        el("span", { class: `outcome outcome-${verdict.outcome}` }, verdict.outcome),
        el("h2", null, Visible.text(verdict.headline)),
        el("span", { class: "tally" }, tally)),
      el("div", { class: "stories" }, ...[fault, story].filter((list) => list.children.length > 0)),
      ...[...page.faults, ...capture.faults].map((what) => el("p", { class: "fault" }, Visible.text(what))),
      ...(capture.leftOut > 0 ? [el("p", { class: "fault" }, `The page holds the first ${Visible.count(capture.n)} events; ${Visible.count(capture.leftOut)} more are left out.`)] : []));
  }

  // What went wrong first, and what follows from it.
  function lead(page, capture, verdict, go, add) {
    const quote = (place) => {
      const at = Data.row(capture, place.seq);
      const text = at < 0 ? `event ${place.seq}` : Visible.bytes(Visible.line(page.words[capture.raw[at]]).slice(0, 160));
      return at < 0 ? text : Details.jump(text || `event ${place.seq}`, () => go(at));
    };
    const first = verdict.first;
    if (first) {
      if (verdict.command) add(label(verdict.command), el("span", { class: "quote" }, quote(verdict.command)));
      add(label(first), el("span", { class: "quote" }, quote(first)), " ", severity(first));
      if (verdict.meaning) add("it says", Visible.text(verdict.meaning));
      const because = first.cause === null || first.cause === first.seq || first.cause === verdict.command?.seq ? -1 : Data.row(capture, first.cause);
      if (because >= 0) add("because of", el("span", { class: "quote" }, quote({ seq: first.cause })));
      if (verdict.answer && verdict.answer.seq !== first.seq) {
        add(label(verdict.answer), el("span", { class: "quote" }, quote(verdict.answer)));
        const answer = Data.row(capture, verdict.answer.seq);
        if (answer >= 0) add("it says", Visible.text(page.words[capture.meaning[answer]]));
      }
      if (verdict.mended) add("later", "it was put right");
      if (verdict.again > 0) add("again", verdict.again === 1 ? "once more" : `${Visible.count(verdict.again)} more times`);
    }
    if (verdict.next) add("next", el("span", { class: "next" }, Visible.text(verdict.next)));
    if (verdict.follows > 0) {
      const places = verdict.consequences.flatMap((place) => [Details.jump(label(place), () => go(Data.row(capture, place.seq))), " "]);
      add("follows", `${Visible.count(verdict.follows)} of the findings ${verdict.follows === 1 ? "is a consequence" : "are consequences"} of it: `, ...places);
    }
  }

  // What else there is to say.
  function rest(capture, verdict, go, add) {
    for (const [what, findings] of [["also", verdict.others], ["mended", verdict.repaired], ["noted", verdict.noted]]) {
      const item = (finding) => el("li", null, severity(finding), " ", Details.jump(Visible.text(finding.message), () => goFinding(capture, finding, go)));
      if (findings.length > 0) add(what, el("ul", null, ...findings.map(item)));
    }
    const story = [...verdict.network, ...verdict.links];
    if (story.length > 0) add("so it went", el("ul", null, ...story.map((line) => el("li", null, Visible.text(line)))));
    if (verdict.missing.length > 0) add("not shown", Visible.text(verdict.missing.join("; ")));
  }

  const label = (place) => (place.line === null ? `event ${place.seq}` : `line ${place.line}`);
  const severity = (finding) => el("span", { class: `severity severity-${finding.severity}` }, `${finding.severity} ${finding.code}`);

  // To the finding's own row where the page has it, else to its event.
  function goFinding(capture, finding, go) {
    const at = capture.findings.findIndex((one) => one.code === finding.code && one.seq === finding.seq);
    go(at >= 0 ? -1 - at : Data.row(capture, finding.seq));
  }

  return { show };
})();
