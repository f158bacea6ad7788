// The keyboard. Nothing is taken while somebody writes.
const Keys = (() => {
  const { el, by } = Dom;
  const HELP = [
    ["j k ↓ ↑", "next and previous row"],
    ["PgDn PgUp", "a page on, a page back"],
    ["Home End", "first and last row"],
    ["n p", "next and previous finding"],
    ["c", "the command that the row belongs to"],
    ["/", "search"],
    ["f", "only findings"],
    ["v", "transcript or sequence"],
    ["t", "theme"],
    ["Esc", "close the details; leave the search"],
    ["?", "this list"],
  ];

  function help() {
    const rows = HELP.flatMap(([keys, what]) => [el("dt", null, ...keys.split(" ").flatMap((key) => [el("kbd", null, key), " "])), el("dd", null, what)]);
    by("help-list").replaceChildren(...rows);
    by("help").showModal();
  }

  function start(actions) {
    by("help-open").addEventListener("click", help);
    const table = {
      j: () => actions.step(1), ArrowDown: () => actions.step(1), k: () => actions.step(-1), ArrowUp: () => actions.step(-1),
      PageDown: () => actions.step(actions.page()), PageUp: () => actions.step(-actions.page()),
      Home: () => actions.step(-Infinity), End: () => actions.step(Infinity),
      n: () => actions.finding(1), p: () => actions.finding(-1), c: actions.command,
      "/": () => { by("search").focus(); by("search").select(); },
      f: actions.findings, v: actions.view, t: Theme.next, "?": help, Escape: actions.escape,
    };
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey || by("help").open) return;
      const writes = event.target.matches("input, select");
      if (writes && event.key === "Escape") { event.target.blur(); return; }
      if (writes || (event.target.matches("pre") && event.key.startsWith("Arrow"))) return;
      const action = table[event.key];
      if (action) {
        event.preventDefault();
        action();
      }
    });
  }

  return { start };
})();
