// What was searched for, as it stands in the words and as it is marked on the screen.
const Search = (() => {
  // What is looked for: the text as sentences have it, and as lines of the wire have it, which are bytes. `\r` and `\n` stand for line ends.
  function forms(text) {
    const wanted = text.toLowerCase().replaceAll("\\r", "\r").replaceAll("\\n", "\n");
    const encoded = Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join("").toLowerCase();
    return [wanted, /[^ -~]/.test(text) ? encoded : wanted];
  }

  // A text, with what was searched for marked.
  function mark(text, wanted) {
    const needle = wanted.toLowerCase();
    if (needle === "") return [text];
    const low = text.toLowerCase();
    if (low.length !== text.length) return [text];
    const pieces = [];
    let from = 0;
    for (let at = low.indexOf(needle); at >= 0; at = low.indexOf(needle, from)) {
      if (at > from) pieces.push(text.slice(from, at));
      pieces.push(Dom.el("mark", null, text.slice(at, at + needle.length)));
      from = at + needle.length;
    }
    pieces.push(text.slice(from));
    return pieces;
  }

  return { forms, mark };
})();
