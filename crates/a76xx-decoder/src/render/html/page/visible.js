// Untrusted bytes and texts as what can be read: nothing that hides, moves, or turns a direction.
const Visible = (() => {
  const PLAIN = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u;
  const ODD = /[^ -~]/;

  function char(char) {
    const code = char.codePointAt(0);
    if (code >= 0x20 && code < 0x7f) return char;
    if (code < 0x20) return String.fromCodePoint(0x2400 + code);
    if (code === 0x7f) return "\u2421";
    return PLAIN.test(char) && !/[\u115f\u1160\u3164\uffa0\ufff0-\ufffd]/u.test(char) ? char : `\\u{${code.toString(16)}}`;
  }

  const text = (text) => (ODD.test(text) ? Array.from(text, char).join("") : text);

  // Bytes, given as the characters 0 to 255.
  function bytes(latin) {
    if (!ODD.test(latin)) return latin;
    let shown = "";
    for (let at = 0; at < latin.length; ) {
      const length = sequence(latin, at);
      if (length === 0) {
        shown += `\\x${hex(latin.charCodeAt(at))}`;
        at += 1;
      } else {
        shown += char(decode(latin, at, length));
        at += length;
      }
    }
    return shown;
  }

  // Bytes of the UTF-8 character that begins there; 0 if none does.
  function sequence(latin, at) {
    const first = latin.charCodeAt(at);
    const length = first < 0x80 ? 1 : first >= 0xc2 && first < 0xe0 ? 2 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xf0 && first < 0xf5 ? 4 : 0;
    for (let i = 1; i < length; i++) if ((latin.charCodeAt(at + i) & 0xc0) !== 0x80) return 0;
    if (length < 3) return length;
    const code = decode(latin, at, length).codePointAt(0);
    return code >= (length === 3 ? 0x800 : 0x10000) && code <= 0x10ffff && !(code >= 0xd800 && code < 0xe000) ? length : 0;
  }

  function decode(latin, at, length) {
    let code = latin.charCodeAt(at) & (length === 1 ? 0x7f : 0x7f >> length);
    for (let i = 1; i < length; i++) code = (code << 6) | (latin.charCodeAt(at + i) & 0x3f);
    return code > 0x10ffff ? "\ufffd" : String.fromCodePoint(code);
  }

  const hex = (byte) => byte.toString(16).padStart(2, "0");

  // A line without its line end.
  const line = (latin) => latin.replace(/\n$/, "").replace(/\r{1,2}$/, "");

  // A time as people say it, from microseconds.
  function since(micros) {
    if (micros < 1000) return `${micros} µs`;
    if (micros < 1e6) return `${Math.floor(micros / 1000)} ms`;
    return micros < 60e6 ? `${(Math.floor(micros / 1e4) / 100).toFixed(2)} s` : `${Math.floor(micros / 1e6)} s`;
  }

  const count = (number) => number.toLocaleString("en").replaceAll(",", "\u2009");
  return { text, bytes, line, hex, since, count };
})();
