// The states of module and links over time, throughput, and where findings are.
const Timeline = (() => {
  const { svg, el, by } = Dom;
  const LANE = 14, GAP = 4, BARS = 44, LEFT = 70, RIGHT = 8;
  const BETWEEN = new Set(["asked", "opening", "closing", "starting", "locked"]);
  const BAD = new Set(["failed", "half-dead", "absent", "not registered", "lost"]);
  const OPEN = new Set(["open", "ready", "registered"]);
  const ORDER = { error: 2, warning: 1, note: 0 };

  let scale = null, cursor = null, seen = null;

  function look(state) {
    return OPEN.has(state) ? "is-open" : BETWEEN.has(state) ? "is-between" : BAD.has(state) ? "is-bad" : "";
  }

  // Where an event stands on the axis: its time, or its number where there are no times.
  function axis(capture) {
    let low = Infinity, high = -Infinity;
    const timed = capture.head.stamps && capture.at.some((at) => !Number.isNaN(at));
    if (!timed) return { timed, low: 0, high: Math.max(1, capture.n - 1), of: (at) => at };
    const known = new Float64Array(capture.n);
    let last = 0;
    for (let i = 0; i < capture.n; i++) {
      if (!Number.isNaN(capture.at[i])) last = capture.at[i];
      known[i] = last;
      if (last < low) low = last;
      if (last > high) high = last;
    }
    return { timed, low, high: high > low ? high : low + 1, of: (at) => known[at] };
  }

  // States in their lanes: from, to, state.
  function lanes(capture, along) {
    const lanes = new Map();
    for (const change of capture.changes) {
      if (!lanes.has(change.of)) lanes.set(change.of, []);
      const pieces = lanes.get(change.of), here = along.of(change.index);
      if (pieces.length > 0) pieces.at(-1).to = here;
      if (change.to !== "") pieces.push({ from: here, to: along.high, state: change.to, index: change.index });
    }
    const used = [...lanes].filter(([, pieces]) => pieces.some((piece) => look(piece.state) !== ""));
    const rank = (name) => ["SIM", "network", "sockets"].indexOf(name) + 1 || 10 + Number(name.slice(5));
    return used.sort(([a], [b]) => rank(a) - rank(b));
  }

  function draw(capture, go) {
    const node = by("timeline-picture");
    const width = Math.max(280, node.clientWidth || 800), plot = width - LEFT - RIGHT;
    const along = axis(capture);
    const x = (value) => LEFT + ((value - along.low) / (along.high - along.low)) * plot;
    const states = lanes(capture, along);
    const top = states.length * (LANE + GAP);
    const height = top + BARS + 30;
    const nodes = [];
    states.forEach(([name, pieces], at) => nodes.push(...lane(name, pieces, at * (LANE + GAP), x, plot)));
    const peak = bars(capture, along, plot, top, nodes);
    ticks(capture, along, x, top + BARS + 4, nodes);
    labels(along, width, top + BARS + 26, nodes);
    nodes.push(svg("text", { x: LEFT - 6, y: top + 12, "text-anchor": "end" }, "host"), svg("text", { x: LEFT - 6, y: top + BARS - 2, "text-anchor": "end" }, "module"));
    cursor = svg("line", { class: "cursor", y1: 0, y2: height - 16, x1: -9, x2: -9 });
    seen = svg("rect", { class: "seen", y: 0, height: height - 16, x: -9, width: 0 });
    nodes.push(seen, cursor);
    const picture = svg("svg", { viewBox: `0 0 ${width} ${height}`, height, role: "img", "aria-label": `states and throughput over ${along.timed ? "time" : "the events"}` }, ...nodes);
    picture.addEventListener("click", (event) => {
      const box = picture.getBoundingClientRect();
      const part = ((event.clientX - box.left) * (width / box.width) - LEFT) / plot;
      go(nearest(capture, along, along.low + Math.max(0, Math.min(1, part)) * (along.high - along.low)));
    });
    node.replaceChildren(picture);
    by("peak").textContent = peak;
    scale = { x, along };
  }

  function lane(name, pieces, y, x, plot) {
    const nodes = [svg("text", { x: LEFT - 6, y: y + LANE - 3, "text-anchor": "end" }, name), svg("rect", { class: "rail", x: LEFT, y, width: plot, height: LANE })];
    // States shorter than a point share it.
    let painted = -Infinity;
    for (const piece of pieces) {
      const kind = look(piece.state);
      const from = x(piece.from), instant = piece.state === "failed" || piece.state === "lost";
      const to = instant ? from + 3 : x(piece.to);
      if (kind === "" || (to - painted < 0.6 && kind !== "is-bad")) continue;
      nodes.push(svg("rect", { class: kind, x: from.toFixed(1), y, width: Math.max(1, to - from).toFixed(1), height: LANE }, svg("title", null, `${name}: ${piece.state}`)));
      painted = to;
    }
    return nodes;
  }

  // Bytes of the wire, host up and module down. Gives the highest as a text.
  function bars(capture, along, plot, top, nodes) {
    const count = Math.max(1, Math.floor(plot / 4)), span = along.high - along.low;
    const sums = [new Float64Array(count), new Float64Array(count)];
    for (let i = 0; i < capture.n; i++) {
      const side = Transcript.letter(capture.side, i);
      if (side === "-") continue;
      const bin = Math.min(count - 1, Math.floor(((along.of(i) - along.low) / span) * count));
      sums[side === "h" ? 0 : 1][bin] += capture.total[i] || bytes(capture, i);
    }
    const most = Math.max(1, ...sums[0], ...sums[1]), half = BARS / 2, middle = top + half;
    nodes.push(svg("line", { class: "axis", x1: LEFT, x2: LEFT + plot, y1: middle, y2: middle }));
    sums.forEach((sum, side) => {
      let path = "";
      sum.forEach((value, bin) => {
        if (value === 0) return;
        const high = Math.max(1, (value / most) * (half - 1)), left = LEFT + (bin / count) * plot;
        path += `M${left.toFixed(1)} ${middle}v${(side === 0 ? -high : high).toFixed(1)}h3v${(side === 0 ? high : -high).toFixed(1)}z`;
      });
      nodes.push(svg("path", { class: side === 0 ? "host" : "module", d: path }));
    });
    if (!along.timed) return `highest bar: ${Visible.count(most)} bytes in ${Math.ceil(capture.n / count)} events`;
    const rate = most / (span / count / 1e6);
    return `highest bar: ${rate >= 1000 ? `${(rate / 1000).toFixed(1)} kB/s` : `${Math.round(rate)} B/s`}`;
  }

  const bytes = (capture, at) => capture.sizes[at];

  function ticks(capture, along, x, y, nodes) {
    const worst = new Map();
    for (const finding of capture.findings) {
      const left = Math.round(x(along.of(finding.index)));
      const there = worst.get(left);
      if (!there || ORDER[finding.severity] > ORDER[there.severity]) worst.set(left, finding);
    }
    for (const [left, finding] of [...worst].sort(([, a], [, b]) => ORDER[a.severity] - ORDER[b.severity])) {
      nodes.push(svg("path", { class: `is-${finding.severity}`, d: `M${left} ${y}l4 8h-8z` }, svg("title", null, `${finding.severity} ${finding.code}: ${Visible.text(finding.message)}`)));
    }
  }

  function labels(along, width, y, nodes) {
    const steps = width < 600 ? 2 : 5;
    for (let at = 0; at <= steps; at++) {
      const value = along.low + ((along.high - along.low) * at) / steps;
      const text = along.timed ? `${(value / 1e6).toFixed(along.high - along.low < 1e7 ? 2 : 0)} s` : `event ${Visible.count(Math.round(value))}`;
      const anchor = at === 0 ? "start" : at === steps ? "end" : "middle";
      nodes.push(svg("text", { x: LEFT + ((width - LEFT - RIGHT) * at) / steps, y, "text-anchor": anchor }, text));
    }
  }

  // The event of the wire that stands nearest.
  function nearest(capture, along, value) {
    let best = 0, least = Infinity;
    for (let i = 0; i < capture.n; i++) {
      if (Transcript.letter(capture.side, i) === "-") continue;
      const distance = Math.abs(along.of(i) - value);
      if (distance < least) [best, least] = [i, distance];
    }
    return best;
  }

  // Marks the chosen event, and which part of the capture is in sight.
  function point(event) {
    if (!scale || !cursor) return;
    const left = event === null ? -9 : scale.x(scale.along.of(event));
    cursor.setAttribute("x1", left);
    cursor.setAttribute("x2", left);
  }

  function sight(from, to) {
    if (!scale || !seen || from === null) return;
    const left = scale.x(scale.along.of(from)), right = scale.x(scale.along.of(to));
    seen.setAttribute("x", Math.min(left, right));
    seen.setAttribute("width", Math.max(2, Math.abs(right - left)));
  }

  const entry = (colour, text) => el("span", null, el("i", { style: `background:var(${colour})` }), text);
  function legend() {
    return [entry("--fill-open", "open, ready"), entry("--fill-between", "under way"), entry("--fill-error", "failed, lost"), entry("--fill-host", "bytes of the host"), entry("--fill-module", "bytes of the module")];
  }

  return { draw, point, sight, legend };
})();
