// Windows of one key as bars over event time: each as high as its value, in the form of its state, with the watermark across.
import { repeat } from "../lib/lit-html/directives/repeat.js";
import { html, nothing, svg } from "../lib/lit-html/lit-html.js";
import { millisecondsOf, moment } from "../format.js";
import { daysOf, timeTicks, valueTicks } from "./window-axis.js";
import { endOf, mark, startOf } from "./window-states.js";

const HEIGHT = 272;
const TOP = 46;
const RIGHT = 14;
const BOTTOM = 50;
const LEFT = 46;
const THIN = 3;

/**
 * @typedef {import("./window-states.js").ShownWindow} ShownWindow
 * @typedef {{windows: ShownWindow[], watermark: number | null, spec: import("../api-projections.js").Windows, width: number,
 *   picked: string | null, valueOf: (window: ShownWindow) => number | null, sayOf: (window: ShownWindow) => string,
 *   label: string, onPick: (id: string | null) => void, onKey: (event: KeyboardEvent) => void}} Chart
 */

/** @param {Chart} chart of one window at least, all of which have a start and an end */
export function windowChart(chart) {
  const scale = scaleOf(chart);
  const picked = chart.windows.find(({ id }) => id === chart.picked);
  return html`<svg class="window-chart" viewBox="0 0 ${chart.width} ${HEIGHT}" width=${chart.width} height=${HEIGHT} role="group"
    aria-label=${chart.label} @keydown=${chart.onKey} @pointerleave=${() => chart.onPick(null)}>
    <defs>
      <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect class="hatch-back" width="6" height="6" /><line class="hatch" x1="0" x2="0" y1="0" y2="6" />
      </pattern>
    </defs>
    <g aria-hidden="true">${valueAxis(scale, chart.width)} ${timeAxis(scale, chart.width)}</g>
    ${repeat(inOrder(chart.windows), ({ window }) => window.id, ({ window, index }) => bar(chart, scale, window, index))}
    <g aria-hidden="true">${picked ? extent(scale, picked) : nothing} ${watermarkLine(chart, scale)}</g>
  </svg>`;
}

/** @param {Chart} chart */
function scaleOf({ windows, watermark, spec, width, valueOf }) {
  const spans = windows.map((window, index) => [leftOf(window, windows[index - 1], spec), endOf(window)]);
  const values = windows.flatMap((window) => [valueOf(window), window.pending ? valueOf(window.pending) : null]).map((value) => value ?? 0);
  const ticks = valueTicks(Math.min(0, ...values), Math.max(0, ...values) || 1, values.every(Number.isInteger));
  const first = Math.min(...spans.map(([from]) => from));
  const last = Math.max(...spans.map(([, to]) => to));
  const near = watermark !== null && watermark > first && watermark - last < (last - first) / 4;
  const [from, to] = [first, near ? Math.max(last, watermark) : last];
  const [low, high] = [ticks[0].value, ticks.at(-1).value];
  return {
    spans, ticks, from, to,
    x: (time) => LEFT + ((width - LEFT - RIGHT) * (time - from)) / (to - from),
    y: (value) => HEIGHT - BOTTOM - ((HEIGHT - TOP - BOTTOM) * (value - low)) / (high - low),
  };
}

/** From the back to the front: what was taken back lies within what has taken its place. */
const inOrder = (windows) => {
  const all = windows.map((window, index) => ({ window, index }));
  return [...all.filter(({ window }) => window.state !== "retracted"), ...all.filter(({ window }) => window.state === "retracted")];
};

/** Where windows overlap, a bar covers the last stretch of its window alone, which none before it has. */
function leftOf(window, before, { kind, slide, step }) {
  switch (kind) {
    case "hopping":
      return endOf(window) - millisecondsOf(slide);
    case "cumulative":
      return endOf(window) - millisecondsOf(step);
    case "sliding":
      return before && endOf(before) < endOf(window) ? Math.max(startOf(window), endOf(before)) : startOf(window);
    default:
      return startOf(window);
  }
}

const valueAxis = ({ ticks, y }, width) =>
  ticks.map(({ value, text }) => svg`<line class=${value === 0 ? "axis" : "grid"} x1=${LEFT} x2=${width - RIGHT} y1=${y(value)} y2=${y(value)} />
    <text class="tick-label" x=${LEFT - 6} y=${y(value) + 4} text-anchor="end">${text}</text>`);

const timeAxis = ({ from, to, x }, width) =>
  svg`${timeTicks(from, to, Math.max(2, Math.floor((width - LEFT) / 84))).map(
    ({ time, text }) => svg`<line class="axis" x1=${x(time)} x2=${x(time)} y1=${HEIGHT - BOTTOM} y2=${HEIGHT - BOTTOM + 4} />
      <text class="tick-label" x=${Math.min(Math.max(x(time), LEFT + 8), width - RIGHT - 16)} y=${HEIGHT - BOTTOM + 17} text-anchor="middle">${text}</text>`,
  )}<text class="tick-label" x=${width - RIGHT} y=${HEIGHT - 6} text-anchor="end">Event time, ${daysOf(from, to)}</text>`;

/** @param {Chart} chart @param {ShownWindow} window */
function bar(chart, scale, window, index) {
  const [from, to] = scale.spans[index];
  const [left, right] = [scale.x(from) + 1, scale.x(to) - 1];
  const width = Math.max(THIN, right - left);
  const value = chart.valueOf(window);
  const [top, base] = [scale.y(Math.max(0, value ?? 0)), scale.y(Math.min(0, value ?? 0))];
  const next = window.pending ? chart.valueOf(window.pending) : null;
  const isPicked = window.id === chart.picked;
  return svg`<g class="window ${window.state} ${isPicked ? "picked" : ""}" role="img" aria-label=${chart.sayOf(window)} data-window=${window.id}
    tabindex=${isPicked || (chart.picked === null && index === chart.windows.length - 1) ? 0 : -1}
    @pointerenter=${() => chart.onPick(window.id)} @focus=${() => chart.onPick(window.id)}>
    <rect class="reach" x=${left - 1} y=${TOP - 18} width=${width + 2} height=${HEIGHT - TOP - BOTTOM + 18} />
    <rect class="bar" x=${left} y=${top} width=${width} height=${Math.max(1, base - top)} />
    ${next === null ? nothing : svg`<rect class="pending" x=${left} y=${scale.y(Math.max(next, 0))} width=${width} height=${Math.max(1, scale.y(0) - scale.y(Math.max(next, 0)))} />`}
    ${mark(window.state, left + width / 2, markAt(window, top, next === null ? top : scale.y(next)), Math.max(3, Math.min(5, width / 3)))}
    ${window.failure ? svg`<text class="failure" x=${left + width / 2} y=${base - 6} text-anchor="middle">!</text>` : nothing}
  </g>`;
}

/** Above the bar, or in it if it lies before others. */
const markAt = ({ state }, top, pendingTop) => (state === "retracted" ? top + 12 : Math.min(top, pendingTop) - 10);

/** The whole of the window that is looked at, under the axis. */
function extent({ x, from }, window) {
  const [left, right] = [Math.max(LEFT, x(Math.max(startOf(window), from))), x(endOf(window))];
  const isCut = startOf(window) < from;
  const y = HEIGHT - BOTTOM + 27;
  return svg`<path class="extent" d="M${left} ${isCut ? y : y - 5}V${y}H${right}V${y - 5}" />${isCut ? svg`<path class="extent" d="M${left + 5} ${y - 4}L${left} ${y}L${left + 5} ${y + 4}" />` : nothing}`;
}

/** @param {Chart} chart */
function watermarkLine({ watermark, width }, { x, from, to }) {
  if (watermark === null) {
    return nothing;
  }
  const at = x(Math.min(Math.max(watermark, from), to));
  const beyond = watermark > to ? " ▸" : "";
  const before = watermark < from ? "◂ " : "";
  const anchor = at > width / 2 ? "end" : "start";
  return svg`<line class="watermark ${beyond || before ? "beyond" : ""}" x1=${at} x2=${at} y1="16" y2=${HEIGHT - BOTTOM} />
    <text class="watermark-label" x=${anchor === "end" ? Math.min(at + 4, width - 2) : at} y="11" text-anchor=${anchor}>${before}Watermark ${moment(new Date(watermark).toISOString()).slice(11, 19)}${beyond}</text>`;
}
