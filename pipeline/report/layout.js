"use strict";
// Where the nodes of a network stand: a spring layout (Fruchterman and Reingold, 1991) without chance.

// Returns a map from node to [x, y] within a box; `edges` are [node, node, weight], `before` are places to start from.
function placeNodes(nodes, edges, width, height, before) {
  const at = new Map(nodes.map((node, i) => [node, before.get(node) || spiral(i, nodes.length, width, height)]));
  const rest = 0.9 * Math.sqrt((width * height) / Math.max(nodes.length, 1));
  const rounds = 300;
  for (let round = 0; round < rounds; round++) {
    const pull = new Map(nodes.map((node) => [node, [0, 0]]));
    nodes.forEach((a, i) => nodes.slice(i + 1).forEach((b) => push(pull, at, a, b, (distance) => (rest * rest) / distance)));
    edges.forEach(([a, b, weight]) => push(pull, at, a, b, (distance) => -((distance * distance) / rest) * weight));
    const limit = 0.1 * Math.min(width, height) * (1 - round / rounds) + 0.5;
    for (const node of nodes) {
      const [x, y] = at.get(node);
      const force = [pull.get(node)[0] + (width / 2 - x) * 0.3, pull.get(node)[1] + (height / 2 - y) * 0.5];
      const size = Math.hypot(...force) || 1;
      at.set(node, [x + (force[0] / size) * Math.min(size, limit), y + (force[1] / size) * Math.min(size, limit)]);
    }
  }
  return setApart(fit(at, width, height), width, height);
}

function spiral(i, n, width, height) {
  const turn = i * 2.399963;
  const reach = 0.45 * Math.sqrt((i + 0.5) / n);
  return [width * (0.5 + reach * Math.cos(turn)), height * (0.5 + reach * Math.sin(turn))];
}

function push(pull, at, a, b, force) {
  const [dx, dy] = [at.get(a)[0] - at.get(b)[0], at.get(a)[1] - at.get(b)[1]];
  const distance = Math.max(Math.hypot(dx, dy), 1);
  const [fx, fy] = [(dx / distance) * force(distance), (dy / distance) * force(distance)];
  pull.set(a, [pull.get(a)[0] + fx, pull.get(a)[1] + fy]);
  pull.set(b, [pull.get(b)[0] - fx, pull.get(b)[1] - fy]);
}

function fit(at, width, height) {
  const span = (axis) => {
    const all = [...at.values()].map((place) => place[axis]);
    return [Math.min(...all), Math.max(...all)];
  };
  const [[left, right], [low, high]] = [span(0), span(1)];
  const [edgeX, edgeY] = [Math.min(70, width * 0.14), 34];
  const scale = (value, from, to, size, edge) => (to - from < 1 ? size / 2 : edge + ((value - from) / (to - from)) * (size - 2 * edge));
  return new Map([...at].map(([node, [x, y]]) => [node, [scale(x, left, right, width, edgeX), scale(y, low, high, height, edgeY)]]));
}

// Moves nodes up and down until the names above them are clear of each other.
function setApart(at, width, height) {
  const [wide, high] = [Math.min(110, width / 4), 34];
  const nodes = [...at.keys()];
  for (let round = 0; round < 80; round++) {
    nodes.forEach((a, i) =>
      nodes.slice(i + 1).forEach((b) => {
        const [p, q] = [at.get(a), at.get(b)];
        const [dx, dy] = [p[0] - q[0], p[1] - q[1]];
        if (Math.abs(dx) >= wide || Math.abs(dy) >= high) return;
        const step = ((dy < 0 ? -1 : 1) * (high - Math.abs(dy))) / 4;
        const aside = Math.abs(dx) < 40 ? ((dx < 0 ? -1 : 1) * (40 - Math.abs(dx))) / 8 : 0;
        at.set(a, within([p[0] + aside, p[1] + step], width, height));
        at.set(b, within([q[0] - aside, q[1] - step], width, height));
      })
    );
  }
  return at;
}

function within([x, y], width, height) {
  const [edgeX, edgeY] = [Math.min(40, width * 0.12), 20];
  return [Math.min(Math.max(x, edgeX), width - edgeX), Math.min(Math.max(y, edgeY), height - edgeY - 14)];
}

// Returns points along the bow from a to b, which leaves `gap` free before b; bows of a pair lie beside each other by `bend`.
function bow(a, b, bend, gapA, gapB) {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const knee = [(a[0] + b[0]) / 2 - dy * bend, (a[1] + b[1]) / 2 + dx * bend];
  const length = Math.hypot(dx, dy) || 1;
  const [from, to] = [Math.min(gapA / length, 0.4), 1 - Math.min(gapB / length, 0.4)];
  return Array.from({ length: 17 }, (_, i) => {
    const t = from + ((to - from) * i) / 16;
    return [0, 1].map((axis) => (1 - t) ** 2 * a[axis] + 2 * t * (1 - t) * knee[axis] + t ** 2 * b[axis]);
  });
}
