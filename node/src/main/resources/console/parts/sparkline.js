// A small line of one rate over the last minutes. Where the tab was hidden, the line has a gap.
import { svg, html } from "../lib/lit-html/lit-html.js";
import { rate } from "../format.js";

const WIDTH = 300;
const HEIGHT = 44;
const SPAN_MILLISECONDS = 5 * 60_000;
const GAP_MILLISECONDS = 8_000;

/**
 * @param {string} name what the rate counts
 * @param {{time: number, value: number}[]} points oldest first
 */
export function sparkline(name, points) {
  const now = points.at(-1)?.time ?? 0;
  const highest = points.reduce((most, point) => Math.max(most, point.value), 0);
  const x = (time) => (WIDTH * (1 - (now - time) / SPAN_MILLISECONDS)).toFixed(1);
  const y = (value) => (HEIGHT - 2 - (highest > 0 ? value / highest : 0) * (HEIGHT - 4)).toFixed(1);
  const lines = withoutGaps(points).map((run) => run.map((point) => `${x(point.time)},${y(point.value)}`).join(" "));
  return html`<svg
    class="sparkline"
    viewBox="0 0 ${WIDTH} ${HEIGHT}"
    preserveAspectRatio="none"
    role="img"
    aria-label="${name} in the last five minutes, at most ${rate(highest)}"
  >
    ${lines.map((line) => svg`<polyline points=${line} />`)}
  </svg>`;
}

/** @returns {{time: number, value: number}[][]} */
function withoutGaps(points) {
  const runs = [];
  for (const point of points) {
    const last = runs.at(-1)?.at(-1);
    if (last && point.time - last.time <= GAP_MILLISECONDS) {
      runs.at(-1).push(point);
    } else {
      runs.push([point]);
    }
  }
  return runs;
}
