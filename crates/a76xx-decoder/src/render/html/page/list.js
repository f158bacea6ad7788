// A list of any length in the window's own scrolling: only the rows that can be seen are in the page.
const List = (() => {
  const { el, by } = Dom;
  // Browsers lay out no more than some ten million pixels; a longer list is scrolled in larger steps.
  const TALLEST = 6e6;
  const SPARE = 8;

  function create(options) {
    const list = by("list"), rows = by("rows");
    let items = new Int32Array(0), chosen = null, pending = false;

    const height = () => parseFloat(getComputedStyle(list).getPropertyValue("--row")) || 24;
    const total = () => Math.min(TALLEST, items.length * height());
    const top = () => list.getBoundingClientRect().top + window.scrollY;

    // Height of what stays in sight above the list.
    function cover() {
      const deck = by("deck");
      return (getComputedStyle(deck).display === "contents" ? by("toolbar") : deck).getBoundingClientRect().height;
    }

    // First row in sight, how many fit, and where the first stands.
    function range() {
      const row = height(), view = window.innerHeight, under = cover();
      const per = Math.ceil((view - Math.min(under, view / 2)) / row);
      const down = Math.max(0, window.scrollY + under - top());
      const real = items.length * row, squeezed = real > TALLEST;
      const first = squeezed ? Math.floor((down / Math.max(1, total() - view + under)) * Math.max(0, items.length - per + 1)) : Math.floor(down / row);
      return { first: Math.max(0, Math.min(items.length, first)), per, row, y: squeezed ? down : null };
    }

    function draw() {
      pending = false;
      const { first, per, row, y } = range();
      const from = Math.max(0, first - SPARE), to = Math.min(items.length, first + per + SPARE);
      list.style.height = `${Math.max(row, total())}px`;
      rows.style.transform = `translateY(${y === null ? from * row : Math.max(0, y - (first - from) * row)}px)`;
      const nodes = [];
      for (let at = from; at < to; at++) {
        const node = options.row(items[at]);
        node.id = `row-${at}`;
        node.setAttribute("role", "option");
        node.setAttribute("aria-posinset", at + 1);
        node.setAttribute("aria-setsize", items.length);
        node.setAttribute("aria-selected", items[at] === chosen);
        node.dataset.item = items[at];
        node.classList.toggle("chosen", items[at] === chosen);
        nodes.push(node);
      }
      if (items.length === 0) nodes.push(el("div", { class: "nothing" }, options.empty()));
      rows.replaceChildren(...nodes);
      const active = chosen === null ? -1 : place(chosen);
      if (active >= from && active < to) list.setAttribute("aria-activedescendant", `row-${active}`);
      else list.removeAttribute("aria-activedescendant");
      options.moved?.(items[Math.min(first, items.length - 1)], items[Math.min(first + per, items.length) - 1]);
    }

    function later() {
      if (!pending) {
        pending = true;
        requestAnimationFrame(draw);
      }
    }

    // Place of a row in the list. Events ascend; the rows of findings follow theirs.
    function place(item) {
      const event = options.event(item);
      let low = 0, high = items.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (options.event(items[middle]) < event) low = middle + 1; else high = middle;
      }
      for (let at = low; at < items.length && options.event(items[at]) === event; at++) if (items[at] === item) return at;
      return -1;
    }

    // Brings a place into sight, unless it is.
    function show(at, centre) {
      const { row, per } = range(), under = cover(), view = window.innerHeight;
      const squeezed = items.length * row > TALLEST;
      const y = squeezed ? (at / Math.max(1, items.length - per + 1)) * (total() - view + under) : at * row;
      const box = by("details").hidden ? 0 : options.covered();
      const lowest = window.scrollY + view - box - row * 2, highest = window.scrollY + under;
      const absolute = top() + y;
      if (centre || squeezed || absolute < highest || absolute > lowest) {
        const room = Math.max(0, view - under - box);
        const to = absolute - under - (squeezed ? 0 : Math.floor(room / 3));
        window.scrollTo({ top: Math.max(0, centre || absolute < highest || absolute > lowest ? to : window.scrollY) });
      }
      later();
    }

    function choose(item, { centre = false, quiet = false } = {}) {
      chosen = item;
      const at = item === null ? -1 : place(item);
      if (at >= 0) show(at, centre); else later();
      if (!quiet) options.chosen(item);
    }

    function step(by) {
      if (items.length === 0) return;
      const at = chosen === null ? -1 : place(chosen);
      const start = at < 0 ? range().first - (by > 0 ? 1 : 0) : at;
      choose(items[Math.max(0, Math.min(items.length - 1, start + by))]);
    }

    list.addEventListener("click", (event) => {
      const node = event.target.closest("[data-item]");
      if (node && !event.target.closest("button")) choose(Number(node.dataset.item));
    });
    window.addEventListener("scroll", later, { passive: true });
    window.addEventListener("resize", later);

    return {
      set(next) { items = next; draw(); },
      draw: later, now: draw, choose, step, place,
      items: () => items, chosen: () => chosen, page: () => Math.max(1, range().per - 3),
    };
  }

  return { create };
})();
