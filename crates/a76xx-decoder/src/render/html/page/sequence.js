// A row of the sequence: an arrow between the life lines of host, module and network.
const Sequence = (() => {
  const { el } = Dom;

  const lives = () => ["host", "module", "network"].map((who) => el("span", { class: `life lane-${who}`, "aria-hidden": "true" }));

  function heads() {
    return el("div", { class: "strip" }, ["host", "module", "network"].map((who) => el("span", { class: `lane-${who}` }, who)));
  }

  function event(page, capture, at, wanted) {
    const side = Transcript.letter(capture.side, at), kind = capture.head.kinds[capture.kind[at] - 97];
    const way = side === "h" ? "right" : "left";
    const far = Transcript.letter(capture.reach, at) === "n";
    const strip = el("span", { class: "strip" }, lives());
    const line = Search.mark(Transcript.line(page, capture, at), wanted);
    if (side === "-") {
      strip.append(el("span", { class: "aside" }, line));
    } else {
      strip.append(el("span", { class: "raw" }, line), el("span", { class: `arrow near ${way} side-${side}`, title: Transcript.SIDE[side] }));
      if (far) {
        const link = capture.link[at] >= 0 ? `link ${capture.link[at]}` : "";
        strip.append(el("span", { class: "over" }, link), el("span", { class: `arrow far ${way} side-${side}` }));
      }
    }
    return el("div", { class: `row kind-${kind} tone-${Transcript.letter(capture.tone, at)}` },
      el("span", { class: "place" }, Transcript.place(capture, at)), strip,
      el("span", { class: "meaning" }, Transcript.meaning(page, capture, at, wanted)));
  }

  return { event, heads };
})();
