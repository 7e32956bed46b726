"use strict";
// The report: filters in the address, and what they leave drawn. Text from documents is only ever set as text.

const data = JSON.parse(document.getElementById("data").textContent);
const QUADS = ["", "verbal cooperation", "material cooperation", "verbal conflict", "material conflict"];
const STATUSES = ["contested", "denied only", "unconfirmed", "uncontested"];
const SIDES = { affirmed: "affirms it", denied: "denies it", possible: "holds it possible" };
const FILTERS = ["actor", "event", "source", "from", "to"];
const EDGES = { wide: 50, narrow: 24 };
const AT_FIRST = 30;
const quadOf = Object.fromEntries(data.events.map((event) => [event.event_type, event.quad_class]));
const meaningOf = Object.fromEntries(data.events.map((event) => [event.event_type, event.meaning]));
const nameOf = (code) => data.names[code] || code;
const count = (n) => n.toLocaleString("en");
const plural = (n, word) => `${count(n)} ${word}${n === 1 ? "" : "s"}`;
const byId = (id) => document.getElementById(id);
const form = byId("filters");
let state = {};
let places = new Map();
let showsAll = false;
let drawPlots = () => {};
let width = innerWidth;

function make(tag, properties, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children.filter((child) => child !== null));
  return node;
}

// The state is the address after #.

function readState() {
  return Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
}

function addressOf(changes) {
  const kept = Object.entries({ ...state, ...changes }).filter(([, value]) => value);
  return `#${new URLSearchParams(kept)}`;
}

function go(changes) {
  location.hash = addressOf(changes);
}

function follow() {
  const before = state;
  state = readState();
  if (FILTERS.some((name) => before[name] !== state[name])) showsAll = false;
  if (state.theme) document.documentElement.dataset.theme = state.theme;
  else delete document.documentElement.dataset.theme;
  byId("theme").textContent = isDark() ? "Light" : "Dark";
  if (!data.totals.n_claims) return;
  for (const name of FILTERS) setField(form.elements[name], state[name] || "");
  draw();
}

function setField(field, value) {
  if (field.options && ![...field.options].some((option) => option.value === value)) field.append(new Option(value, value));
  field.value = value;
}

function isDark() {
  return state.theme ? state.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

// What the filters leave.

// The counting that tells apart what the filters ask for, and whether it has all relations.
function countingFor(needsPeriod) {
  if (state.source) return data.counts[needsPeriod ? "by_both" : "by_source"];
  return data.counts[needsPeriod ? "by_period" : "by_relation"];
}

function matchingCells(counting) {
  const { relation, source, period, n, n_denied } = counting;
  const fits = data.relations.map(([actor, event, target]) => (!state.actor || actor === state.actor || target === state.actor) && isEvent(event));
  const inTime = data.periods.map((_, i) => isInTime(i));
  const found = [];
  for (let i = 0; i < n.length; i++) {
    if (!fits[relation[i]]) continue;
    if (period.length && !(period[i] < 0 ? isInTime(-1) : inTime[period[i]])) continue;
    if (source.length && data.sources[source[i]] !== state.source) continue;
    found.push({ relation: relation[i], event: data.relations[relation[i]][1], period: period.length ? period[i] : -1, n: n[i], denied: n_denied[i] });
  }
  return found;
}

function matchingMoments() {
  return data.moments.map(([event, period, n]) => ({ event, period, n })).filter(({ event, period }) => isEvent(event) && isInTime(period));
}

function isEvent(event) {
  return !state.event || event === state.event;
}

function isInTime(period) {
  return period < 0 ? !state.from && !state.to : isWithin(data.periods[period], data.period_ends[period]);
}

function isWithin(first, last) {
  return (!state.from || last >= state.from) && (!state.to || first <= state.to);
}

function matchingPropositions() {
  return data.propositions.filter((one) => {
    if (state.actor && one.actor_code !== state.actor && one.target_code !== state.actor) return false;
    if (state.event && one.event_type !== state.event) return false;
    if (state.source && !Object.values(one.holders).some((holders) => holders.includes(state.source))) return false;
    if (!state.from && !state.to) return true;
    return one.first_on !== null && isWithin(one.first_on, one.last_on);
  });
}

function sumBy(cells, keyOf) {
  const sums = new Map();
  for (const cell of cells) {
    const key = keyOf(cell);
    const sum = sums.get(key) || { n: 0, denied: 0 };
    sum.n += cell.n;
    sum.denied += cell.denied;
    sums.set(key, sum);
  }
  return sums;
}

// What is drawn.

function draw() {
  const counting = countingFor(Boolean(state.from || state.to));
  const cells = matchingCells(counting);
  const isOfAll = !state.actor && !state.source;
  const moments = isOfAll ? matchingMoments() : matchingCells(countingFor(true));
  const n = (isOfAll ? moments : cells).reduce((sum, cell) => sum + cell.n, 0);
  byId("matched").textContent = `${isOfAll || counting.is_whole ? "" : "at least "}${count(n)} of ${plural(data.totals.n_claims, "claim")}`;
  drawRelations(cells);
  drawPropositions();
  drawPlots = () => {
    drawNetwork(cells, counting.is_whole);
    drawTimeline(moments);
  };
  if (globalThis.Plotly) drawPlots();
}

function drawRelations(cells) {
  const sums = [...sumBy(cells, (cell) => cell.relation)].sort((a, b) => b[1].n - a[1].n || a[0] - b[0]).slice(0, 14);
  byId("relations").replaceChildren(
    ...sums.map(([relation, sum]) => {
      const [actor, event, target] = data.relations[relation];
      return make(
        "tr",
        {},
        make("td", {}, actorLink(actor), " → ", actorLink(target)),
        make("td", {}, eventLabel(event)),
        make("td", { className: "n", textContent: count(sum.n) }),
        make("td", { className: "n", textContent: sum.denied ? count(sum.denied) : "" })
      );
    })
  );
}

function actorLink(code) {
  return make("a", { href: addressOf({ actor: code, open: "" }), textContent: nameOf(code) });
}

function eventLabel(event) {
  return make("span", { className: `event q${quadOf[event]}`, title: meaningOf[event], textContent: event });
}

function drawPropositions() {
  const all = matchingPropositions();
  const status = state.status || STATUSES.find((name) => all.some((one) => one.status === name)) || STATUSES[0];
  byId("status").replaceChildren(
    ...STATUSES.map((name) => {
      const n = all.filter((one) => one.status === name).length;
      const more = data.propositions.filter((one) => one.status === name).length < (data.totals.statuses[name] || 0) ? "+" : "";
      const button = make("button", { type: "button", textContent: `${name} ${count(n)}${more}`, onclick: () => go({ status: name, open: "" }) });
      button.setAttribute("aria-pressed", name === status);
      return button;
    })
  );
  const chosen = all.filter((one) => one.status === status);
  const shown = showsAll ? chosen : chosen.filter((one, i) => i < AT_FIRST || one.proposition_id === state.open);
  byId("propositions").replaceChildren(
    ...shown.map(propositionCard),
    ...(chosen.length ? [] : [make("p", { className: "note", textContent: `Nothing here is ${status}.` })])
  );
  byId("more").hidden = shown.length === chosen.length;
  const onPage = data.propositions.filter((one) => one.status === status).length;
  const there = data.totals.statuses[status] || 0;
  byId("kept").textContent = onPage < there ? `Of the ${count(there)} propositions that are ${status}, the ${count(onPage)} with the most holders are on this page.` : "";
  byId("more").textContent = `Show all ${count(chosen.length)}`;
}

function propositionCard(one) {
  const card = make("details", { className: `q${quadOf[one.event_type]}`, id: `p-${one.proposition_id}` });
  const theme = one.theme_group ? make("span", { className: "theme", textContent: one.theme_group }) : null;
  const title = `${nameOf(one.actor_code)} → ${nameOf(one.target_code)}`;
  const sides = data.stands.filter((side) => one.n_sayings[side]);
  card.append(
    make(
      "summary",
      {},
      make("span", { className: "what" }, title, eventLabel(one.event_type), theme),
      make("span", { className: "when", textContent: periodOf(one) }),
      make("span", { className: "who" }, ...sides.map((side) => sideLine(side, one.holders[side]))),
      make("span", { className: "split", title: plural(one.n_independent_sources, "independent source") }, ...sides.map((side) => Object.assign(make("i", { className: side }), { style: `flex: ${one.holders[side].length || 0.5}` })))
    )
  );
  const fill = () => card.childElementCount < 2 && card.append(make("div", { className: "sides" }, ...sides.map((side) => sideOf(one, side))));
  card.addEventListener("toggle", () => {
    if (!card.open && state.open !== one.proposition_id) return;
    fill();
    state.open = card.open ? one.proposition_id : "";
    history.replaceState(null, "", addressOf({}));
  });
  if (state.open === one.proposition_id) {
    fill();
    card.open = true;
  }
  return card;
}

function sideLine(side, holders) {
  const n = holders.length;
  const verbs = { affirmed: ["affirms", "affirm"], denied: ["denies", "deny"], possible: ["holds it possible", "hold it possible"] };
  const said = n ? `${n} ${verbs[side][n === 1 ? 0 : 1]}: ` : `nobody named ${verbs[side][0]}`;
  return make("span", {}, make("b", { textContent: said }), someNames(holders));
}

function someNames(codes) {
  const names = codes.slice(0, 5).map(nameOf).join(", ");
  return codes.length > 5 ? `${names} and ${count(codes.length - 5)} more` : names;
}

function periodOf(one) {
  if (one.first_on === null) return "undated";
  return one.first_on === one.last_on ? one.first_on : `${one.first_on} to ${one.last_on}`;
}

function sideOf(one, side) {
  const sayings = one.sayings.filter((saying) => saying.stand === side);
  const more = one.n_sayings[side] - sayings.length;
  return make(
    "section",
    { className: side },
    make("h3", { textContent: `Who ${SIDES[side]}` }),
    ...sayings.map(figureOf),
    more > 0 ? make("p", { className: "note", textContent: `${plural(more, "more sentence")} in the database.` }) : null
  );
}

function figureOf(saying) {
  const says = [saying.modality === "future" ? "of the future" : "", saying.modality === "possible" && saying.polarity === "denied" ? "that it is not so" : "", saying.said_on ? `on ${saying.said_on}` : "undated"].filter(Boolean).join(", ");
  const place = [saying.title, saying.publisher, saying.published_on].filter(Boolean).join(" · ");
  return make(
    "figure",
    { className: "saying" },
    make("figcaption", {}, make("b", { textContent: speakerOf(saying) }), ` ${says}`),
    make("blockquote", {}, ...saying.pieces.map(([text, marks]) => (marks ? make(marks === "sentence" ? "span" : "mark", { className: marks, textContent: text }) : text))),
    make("figcaption", { textContent: `${place}${place ? " · " : ""}${saying.source_path}` })
  );
}

function speakerOf(saying) {
  if (!saying.holder_code) return "Nobody named";
  const holder = nameOf(saying.holder_code);
  const self = saying.source_kind === "author" ? `${holder}, in its own voice` : saying.source_name;
  const told = saying.via.length ? `, through ${saying.via.join(" and ")}` : "";
  return (self === holder || saying.source_kind === "author" ? self : `${self} (${holder})`) + told;
}

// Plots. Plotly reads some HTML in its texts, so that theirs is escaped.

// To read Plotly takes longer than all the rest, so that the rest is shown before.
function loadPlots() {
  document.head.append(make("script", { textContent: byId("plotly").textContent }));
  drawPlots();
}

function escaped(text) {
  return String(text).replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

function colour(name) {
  byId("probe").style.color = `var(--${name})`;
  return getComputedStyle(byId("probe")).color;
}

function frame(more) {
  const font = { family: getComputedStyle(document.body).fontFamily, size: 12, color: colour("ink") };
  const hoverlabel = { bgcolor: colour("card"), bordercolor: colour("line"), font, align: "left" };
  return { paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)", font, hoverlabel, showlegend: false, ...more };
}

const CONFIG = { displayModeBar: false, doubleClick: "reset" };

function edgesOf(cells, limit) {
  const key = (cell) => {
    const [actor, event, target] = data.relations[cell.relation];
    return JSON.stringify([actor, target, quadOf[event]]);
  };
  const sums = [...sumBy(cells, key)].map(([at, sum]) => [...JSON.parse(at), sum]).filter(([actor, target]) => actor !== target);
  sums.sort((a, b) => b[3].n - a[3].n || (a.slice(0, 3) < b.slice(0, 3) ? -1 : 1));
  return { all: sums.length, drawn: sums.slice(0, limit) };
}

function drawNetwork(cells, isWhole) {
  const box = byId("network");
  const [width, height, isNarrow] = [box.clientWidth, box.clientHeight, box.clientWidth < 480];
  const { all, drawn } = edgesOf(cells, isNarrow ? EDGES.narrow : EDGES.wide);
  const weights = new Map();
  for (const [actor, target, , sum] of drawn) for (const code of [actor, target]) weights.set(code, (weights.get(code) || 0) + sum.n);
  const nodes = [...weights.keys()].sort((a, b) => weights.get(b) - weights.get(a) || (a < b ? -1 : 1));
  const heaviest = Math.max(1, ...weights.values());
  const radius = (code) => 5 + 11 * Math.sqrt(weights.get(code) / heaviest);
  places = placeNodes(nodes, tiesOf(drawn), width, height, places);
  const bows = bowsOf(drawn, radius);
  const traces = [...bows.map(lineTrace), arrowTrace(bows), middleTrace(bows), nodeTrace(nodes, radius, isNarrow)];
  const axis = (size) => ({ range: [0, size], visible: false, fixedrange: true });
  Plotly.react(box, traces, frame({ width, height, margin: { l: 0, r: 0, t: 0, b: 0 }, xaxis: axis(width), yaxis: axis(height), hovermode: "closest", dragmode: false }), CONFIG);
  box.removeAllListeners("plotly_click");
  box.on("plotly_click", ({ points: [point] }) => point.customdata && go({ actor: point.customdata === state.actor ? "" : point.customdata, open: "" }));
  const left = all - drawn.length;
  byId("network-note").textContent = left ? `The ${drawn.length} relations with the most claims; ${count(left)} more are not drawn. Choose an actor to see its own.` : all ? "Choose an actor to see its own relations." : nothing(isWhole, "relation between two actors");
}

// What draws two actors together: once, however many edges lie between them.
function tiesOf(drawn) {
  const sums = new Map();
  for (const [actor, target, , sum] of drawn) {
    const pair = JSON.stringify([actor, target].sort());
    sums.set(pair, (sums.get(pair) || 0) + sum.n);
  }
  return [...sums].map(([pair, n]) => [...JSON.parse(pair), 0.4 + 0.05 * Math.log(n)]);
}

function nothing(isWhole, what) {
  return isWhole ? `No ${what} matches.` : `No ${what} matches among those that are counted here; see below what is left out.`;
}

// Where each edge is drawn and how; edges of one pair lie beside each other.
function bowsOf(drawn, radius) {
  const taken = new Map();
  const most = Math.max(...drawn.map((edge) => edge[3].n));
  const colours = QUADS.map((_, quad) => (quad ? colour(`q${quad}`) : ""));
  return drawn.map(([actor, target, quad, sum]) => {
    const pair = JSON.stringify([actor, target]);
    taken.set(pair, (taken.get(pair) || 0) + 1);
    const points = bow(places.get(actor), places.get(target), 0.04 + 0.1 * taken.get(pair), radius(actor), radius(target) + 2);
    const denied = sum.denied ? `, ${count(sum.denied)} of them denied` : "";
    const text = `${escaped(nameOf(actor))} → ${escaped(nameOf(target))}<br>${QUADS[quad]}: ${plural(sum.n, "claim")}${denied}`;
    return { points, text, colour: colours[quad], width: 1.2 + 4 * Math.sqrt(sum.n / most) * (most > 1), dash: quad % 2 ? "4px,3px" : "solid" };
  });
}

function lineTrace({ points, colour, width, dash }) {
  const [x, y] = [0, 1].map((axis) => points.map((point) => point[axis]));
  return { x, y, mode: "lines", line: { color: colour, width, dash }, opacity: 0.85, hoverinfo: "skip" };
}

// One trace for all points of a kind: a trace costs Plotly far more than a point.
function pointTrace(points, marker, more) {
  const [x, y] = [0, 1].map((axis) => points.map((point) => point[axis]));
  return { x, y, mode: "markers", marker, ...more };
}

function arrowTrace(bows) {
  const angleOf = ([neck, tip]) => (Math.atan2(tip[0] - neck[0], tip[1] - neck[1]) * 180) / Math.PI;
  const marker = { symbol: "arrow", angle: bows.map(({ points }) => angleOf(points.slice(-2))), size: bows.map(({ width }) => 7 + width), color: bows.map((one) => one.colour), opacity: 1, line: { width: 0 } };
  return pointTrace(bows.map(({ points }) => points.at(-1)), marker, { hoverinfo: "skip" });
}

function middleTrace(bows) {
  const marker = { size: 12, color: bows.map((one) => one.colour), opacity: 0 };
  return pointTrace(bows.map(({ points }) => points[8]), marker, { text: bows.map(({ text }) => text), hoverinfo: "text" });
}

function nodeTrace(nodes, radius, isNarrow) {
  const [x, y] = [0, 1].map((axis) => nodes.map((code) => places.get(code)[axis]));
  const label = (code) => (isNarrow && code.length <= 6 ? code : nameOf(code).length > 26 ? `${nameOf(code).slice(0, 25)}…` : nameOf(code));
  const fill = nodes.map((code) => colour(code === state.actor ? "ink" : "card"));
  const marker = { size: nodes.map((code) => 2 * radius(code)), color: fill, opacity: 1, line: { color: colour("ink"), width: 1.5 } };
  const text = nodes.map((code) => escaped(label(code)));
  const hovertext = nodes.map((code) => escaped(nameOf(code)));
  return { x, y, mode: "markers+text", marker, text, hovertext, hoverinfo: "text", textposition: "top center", customdata: nodes, cliponaxis: false };
}

function drawTimeline(cells) {
  const box = byId("timeline");
  const dated = cells.filter((cell) => cell.period >= 0);
  const sums = [1, 2, 3, 4].map(() => new Map());
  for (const { event, period, n } of dated) {
    const sum = sums[quadOf[event] - 1];
    sum.set(period, (sum.get(period) || 0) + n);
  }
  const traces = sums.map((sum, i) => {
    const at = [...sum.keys()].sort((a, b) => a - b);
    const hovertemplate = `%{x|${data.unit === "day" ? "%d %b %Y" : "%b %Y"}}<br>${QUADS[i + 1]}: %{y}<extra></extra>`;
    return { type: "bar", name: QUADS[i + 1], x: at.map((period) => data.periods[period]), y: at.map((period) => sum.get(period)), hovertemplate, marker: { color: colour(`q${i + 1}`) }, ...barWidth() };
  });
  const { range, n } = viewOf(dated);
  const axis = { gridcolor: colour("line"), linecolor: colour("line"), tickcolor: colour("line"), zeroline: false };
  const layout = frame({ width: box.clientWidth, height: box.clientHeight, barmode: "stack", bargap: 0.15, margin: { l: 36, r: 4, t: 6, b: 40 }, dragmode: "pan" });
  Plotly.react(box, traces, { ...layout, xaxis: { ...axis, type: "date", range, showgrid: false, visible: dated.length > 0 }, yaxis: { ...axis, fixedrange: true, automargin: true, nticks: 5, tickformat: ",d", rangemode: "tozero" } }, CONFIG);
  const undated = cells.filter((cell) => cell.period < 0).reduce((sum, cell) => sum + cell.n, 0);
  const notes = [`Claims by the first ${data.unit} of the event, or by the ${data.unit} of the saying where the event has no date.`];
  if (n) notes.push(`${plural(n, "claim")} from outside this view: drag, or set a period.`);
  if (!dated.length) notes.push("No dated claim matches.");
  if (undated) notes.push(`${plural(undated, "claim")} without a date.`);
  byId("timeline-note").textContent = notes.join(" ");
}

function barWidth() {
  return data.unit === "day" ? { width: 0.8 * 86400000 } : { xperiod: "M1", xperiodalignment: "middle" };
}

// Returns the stretch of time to begin with, without the thin ends that hold up to a twentieth of the claims.
function viewOf(cells) {
  const sums = new Map();
  for (const cell of cells) sums.set(cell.period, (sums.get(cell.period) || 0) + cell.n);
  const at = [...sums.keys()].sort((a, b) => a - b);
  if (!at.length) return { range: undefined, n: 0 };
  let spare = state.from || state.to ? 0 : cells.reduce((sum, cell) => sum + cell.n, 0) / 20;
  let n = 0;
  const cut = (take) => {
    while (at.length > 2 && sums.get(at.at(take)) <= spare && isLonely(at, take)) {
      const cutOff = sums.get(take ? at.pop() : at.shift());
      spare -= cutOff;
      n += cutOff;
    }
  };
  cut(0);
  cut(-1);
  const day = 86400000;
  const [first, last] = [Date.parse(data.periods[at[0]]), Date.parse(data.period_ends[at.at(-1)])];
  return { range: [new Date(first - day), new Date(last + day)].map((date) => date.toISOString().slice(0, 10)), n };
}

// Whether the period at an end stands further from its neighbour than a tenth of the whole.
function isLonely(at, take) {
  const time = (i) => Date.parse(data.periods[at.at(i)]);
  const gap = take ? time(-1) - time(-2) : time(1) - time(0);
  return gap > (time(-1) - time(0)) / 10;
}

// What is said once.

function sayNumbers() {
  const { n_claims, n_documents, n_copies, n_sources, statuses } = data.totals;
  const bold = (n, word) => [make("b", { textContent: count(n) }), ` ${word}${n === 1 ? "" : "s"}`];
  byId("numbers").replaceChildren(...bold(n_claims, "claim"), " from ", ...bold(n_documents, "document"), n_copies ? ` and ${n_copies === 1 ? "a copy" : `${count(n_copies)} copies`}` : "", ", held by ", ...bold(n_sources, "source"), "; ", ...bold(statuses.contested || 0, "proposition"), " contested");
}

function fillFilters() {
  const byName = (a, b) => (nameOf(a).toLowerCase() < nameOf(b).toLowerCase() ? -1 : 1);
  const actors = [...new Set([...data.relations.flatMap(([actor, , target]) => [actor, target]), ...data.propositions.flatMap((one) => [one.actor_code, one.target_code])])];
  const fill = (name, codes, label) => form.elements[name].replaceChildren(new Option("all", ""), ...codes.map((code) => new Option(label(code), code)));
  fill("actor", actors.sort(byName), nameOf);
  fill("source", [...data.sources].sort(byName), nameOf);
  form.elements.event.replaceChildren(
    new Option("all", ""),
    ...[1, 2, 3, 4].map((quad) => make("optgroup", { label: QUADS[quad] }, ...data.events.filter((event) => event.quad_class === quad).map(eventOption)))
  );
}

function eventOption({ event_type, meaning }) {
  return new Option(`${event_type}: ${meaning}`, event_type);
}

function sayWhatIsLeftOut() {
  byId("left-out").replaceChildren(...data.left_out.map((textContent) => make("li", { textContent })));
}

form.addEventListener("change", () => go({ ...Object.fromEntries(new FormData(form)), open: "" }));
form.addEventListener("reset", (event) => {
  event.preventDefault();
  go(Object.fromEntries([...FILTERS, "status", "open"].map((name) => [name, ""])));
});
form.addEventListener("submit", (event) => event.preventDefault());
byId("theme").addEventListener("click", () => go({ theme: isDark() ? "light" : "dark" }));
byId("more").addEventListener("click", () => {
  showsAll = true;
  drawPropositions();
});
addEventListener("hashchange", follow);
addEventListener("resize", () => {
  if (innerWidth === width) return; // a phone hides its address bar
  width = innerWidth;
  requestAnimationFrame(follow);
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", follow);

byId("empty").hidden = data.totals.n_claims > 0;
byId("content").hidden = !data.totals.n_claims;
sayNumbers();
if (data.totals.n_claims) {
  fillFilters();
  sayWhatIsLeftOut();
  requestAnimationFrame(() => setTimeout(loadPlots));
}
follow();
