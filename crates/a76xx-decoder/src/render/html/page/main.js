// Puts the parts together.
const Main = (() => {
  const { by, el } = Dom;

  function start() {
    const page = Data.read();
    for (const capture of page.captures) capture.sizes = sizes(page, capture);
    let capture = page.captures[0], filter = Filter.start(), view = "transcript", events = 0, list = null;

    const event = (item) => (item < 0 ? capture.findings[-1 - item].index : item);
    const row = (item) => {
      if (item < 0) return Transcript.finding(capture.findings[-1 - item], filter.text);
      return (view === "sequence" ? Sequence : Transcript).event(page, capture, item, filter.text);
    };

    // To a row wherever it is: filters that hide it are taken off.
    function go(item) {
      if (item !== null && list.place(item) < 0) {
        filter = Object.assign(Filter.start(), { quiet: ["blank", "layout"].includes(capture.head.kinds[capture.kind[event(item)] - 97]) });
        by("search").value = "";
        Chips.draw(capture, filter, refresh);
        refresh();
      }
      list.choose(item, { centre: item !== null });
    }

    function refresh() {
      const shown = Filter.rows(page, capture, filter);
      events = shown.events;
      list.set(shown.items);
      by("count").textContent = `${Visible.count(events)} of ${Visible.count(capture.n)} events`;
      by("count").dataset.events = events;
    }

    // What stays in sight leaves more than half of the window to the rows.
    function settle() {
      const height = by("timeline").offsetHeight + by("toolbar").offsetHeight;
      document.body.classList.toggle("tall-deck", height > window.innerHeight * 0.45);
    }

    function chosen(item) {
      Details.show(page, capture, item, go);
      Timeline.point(item === null ? null : event(item));
      const address = item === null ? location.pathname + location.search : `#${item < 0 ? "finding" : "event"}-${item < 0 ? -1 - item : capture.seq[item]}`;
      try { history.replaceState(null, "", address); } catch { /* Some browsers forbid it for files. */ }
      list.draw();
    }

    function finding(by) {
      const items = list.items(), from = list.chosen() === null ? (by > 0 ? -1 : items.length) : list.place(list.chosen());
      for (let at = from + by; at >= 0 && at < items.length; at += by) if (items[at] < 0) return list.choose(items[at], { centre: true });
    }

    function turn(next) {
      view = next;
      by("list").classList.toggle("sequence", view === "sequence");
      document.body.classList.toggle("with-sequence", view === "sequence");
      for (const name of ["transcript", "sequence"]) by(`view-${name}`).setAttribute("aria-pressed", view === name);
      list.now();
      if (list.chosen() !== null) list.choose(list.chosen(), { quiet: true });
    }

    function open(next) {
      capture = next;
      filter = Filter.start();
      by("search").value = "";
      const head = capture.head, start = head.start ? `, from ${Visible.text(head.start)}` : "";
      by("name").textContent = Visible.text(head.input);
      by("facts").textContent = `${head.format}, ${{ host: "the host’s side", module: "the module’s side", merged: "host and module in one stream", marked: "host and module apart" }[head.side]} (${head.why})${start}`;
      document.title = `${Visible.text(head.input)} · a76xx`;
      document.documentElement.style.setProperty("--place", `${Math.ceil(widest(capture) * 7.3) + 2}px`);
      VerdictView.show(page, capture, go);
      Chips.draw(capture, filter, refresh);
      list.choose(null, { quiet: true });
      Details.show(page, capture, null, go);
      Timeline.draw(capture, go);
      settle();
      refresh();
    }

    list = List.create({ row, event, chosen, empty: () => "No row passes the filters. Esc in the search, or another choice, brings them back.", covered: () => (matchMedia("(max-width: 1179px)").matches ? by("details").getBoundingClientRect().height : 0), moved: (from, to) => Timeline.sight(from === undefined ? null : event(from), to === undefined ? null : event(to)) });
    Theme.start();
    by("lanes").replaceChildren(Sequence.heads());
    by("legend").replaceChildren(...Timeline.legend());
    if (page.captures.length === 0) {
      by("verdict").replaceChildren(el("p", { class: "fault" }, page.faults.map(Visible.text).join(" ") || "Nothing was decoded."));
      return;
    }
    if (page.captures.length > 1) {
      by("captures").replaceChildren(...page.captures.map((one, at) => el("option", { value: at }, Visible.text(one.head.input))));
      by("captures").hidden = false;
      by("captures").addEventListener("change", (event) => open(page.captures[Number(event.target.value)]));
    }
    open(capture);

    let timer = 0;
    by("search").addEventListener("input", (event) => {
      clearTimeout(timer);
      timer = setTimeout(() => { filter.text = event.target.value; refresh(); }, 80);
    });
    for (const name of ["transcript", "sequence"]) by(`view-${name}`).addEventListener("click", () => turn(name));
    // Its room changes with the window, and with the details beside it.
    let wide = by("timeline-picture").clientWidth;
    new ResizeObserver(() => {
      const now = by("timeline-picture").clientWidth;
      if (now === wide || now === 0) return;
      wide = now;
      Timeline.draw(capture, go);
      Timeline.point(list.chosen() === null ? null : event(list.chosen()));
      settle();
      list.draw();
    }).observe(by("timeline-picture"));
    window.addEventListener("resize", settle);
    window.addEventListener("beforeprint", () => Paper.fill(page, capture, list.items(), filter.text));
    window.addEventListener("afterprint", Paper.clear);
    Keys.start({
      step: list.step, page: list.page, finding,
      command: () => { const item = list.chosen(); const at = item === null ? -1 : Data.row(capture, capture.reply[event(item)]); if (at >= 0) go(at); },
      findings: () => by("only-found").click(),
      view: () => turn(view === "transcript" ? "sequence" : "transcript"),
      escape: () => go(null),
    });
    const linked = /^#(event|finding)-(\d+)$/.exec(location.hash);
    if (linked?.[1] === "event" && Data.row(capture, Number(linked[2])) >= 0) go(Data.row(capture, Number(linked[2])));
    if (linked?.[1] === "finding" && Number(linked[2]) < capture.findings.length) go(-1 - Number(linked[2]));
    performance.mark("a76xx-ready");
  }

  // Bytes of the wire for each event.
  function sizes(page, capture) {
    const sizes = new Float64Array(capture.n);
    for (let i = 0; i < capture.n; i++) sizes[i] = page.words[capture.raw[i]].length;
    return sizes;
  }

  // Characters that the widest place takes.
  function widest(capture) {
    let last = capture.n - 1;
    while (last > 0 && capture.head.stamps && Number.isNaN(capture.at[last])) last -= 1;
    return Math.max(6, capture.n > 0 ? Transcript.place(capture, last).length : 0);
  }

  return { start };
})();

Main.start();
