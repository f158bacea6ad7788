// The choices of the filters.
const Chips = (() => {
  const { el, by } = Dom;

  function chip(text, many, pressed, click, title) {
    const count = many === null ? "" : el("span", { class: "many" }, Visible.count(many));
    return el("button", { class: "chip", type: "button", "aria-pressed": pressed, title, on: { click } }, text, count);
  }

  function group(label, name, choices, chosen, changed) {
    if (choices.length === 0) return null;
    const chips = choices.map(([key, text, many]) => {
      const node = chip(text, many, chosen.has(key), () => {
        if (!chosen.delete(key)) chosen.add(key);
        node.setAttribute("aria-pressed", chosen.has(key));
        changed();
      });
      node.dataset[name] = key;
      return node;
    });
    return el("div", { class: "group", role: "group", "aria-label": label }, el("span", { class: "label" }, label), ...chips);
  }

  function draw(capture, filter, changed) {
    const tally = Filter.tallies(capture);
    const sides = [["h", "host"], ["m", "module"], ["-", "neither"]].filter(([key]) => tally.sides.has(key)).map(([key, text]) => [key, text, tally.sides.get(key)]);
    const links = [...tally.links].sort(([a], [b]) => a - b).map(([link, many]) => [link, String(link), many]);
    const kinds = capture.head.kinds.filter((kind) => tally.kinds.has(kind)).map((kind) => [kind, kind, tally.kinds.get(kind)]);
    const toggle = (name, text, many, title) => {
      const node = chip(text, many, filter[name], () => {
        filter[name] = !filter[name];
        node.setAttribute("aria-pressed", filter[name]);
        changed();
      }, title);
      node.id = `only-${name}`;
      return node;
    };
    by("chips").replaceChildren(
      toggle("found", "findings", capture.findings.length, "only rows of which something was found (f)"),
      ...[group("side", "side", sides, filter.sides, changed), group("link", "link", links, filter.links, changed), group("kind", "kind", kinds, filter.kinds, changed)].filter((node) => node),
      ...(tally.hushed > 0 ? [toggle("quiet", "line ends and layout", tally.hushed, "line ends of their own, and what the logging tool wrote around the lines")] : []));
  }

  return { draw };
})();
