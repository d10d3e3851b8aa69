// Where a projection's watermark is among the event times that its partitions have reached, and what holds it back.
import { html, nothing, svg } from "../lib/lit-html/lit-html.js";
import { brief, count, counted, span } from "../format.js";
import { behindIn, watermarkIn } from "./projection-facts.js";

const WIDTH = 300;
const EDGE = 6;

/** Event times from here on are of streams that were sealed. */
const END_OF_TIMES = Date.parse("9999-12-31T00:00:00Z");

/**
 * @param {import("../api-projections.js").ProjectionInFull} projection
 * @param {string} latest event time in its streams
 */
export function clockCard(projection, latest) {
  return html`<section class="card" aria-labelledby="watermark">
    <h2 id="watermark">Watermark</h2>
    <time class="figure" datetime=${projection.watermark ?? nothing}>${watermarkIn(projection)}</time>
    <p class="note">${behindIn(projection)}</p>
    ${strip(projection, Date.parse(latest))}
    <dl class="facts">
      <dt>Latest event</dt>
      <dd>${latest && Date.parse(latest) < END_OF_TIMES ? html`<time datetime=${latest}>${brief(latest)}</time>` : latest ? "sealed" : "none yet"}</dd>
      <dt>Held back by</dt>
      <dd>${heldBackIn(projection)}</dd>
      <dt>Lag</dt>
      <dd>${projection.lag === 0 ? "none: all is read" : counted(projection.lag, "offset")}</dd>
      <dt>Results</dt>
      <dd>${count(projection.results)} told</dd>
    </dl>
  </section>`;
}

/** @param {import("../api-projections.js").ProjectionInFull} projection */
function heldBackIn({ inputs, sealed }) {
  if (sealed || inputs.length === 0) {
    return "nothing";
  }
  const silent = inputs.filter((input) => input.eventTimeReached === undefined);
  if (silent.length > 0) {
    return silent.length === inputs.length ? "all partitions, which have no event time yet" : `${placesIn(silent)}, without event time yet`;
  }
  const least = inputs.reduce((one, other) => (timeOf(other) < timeOf(one) ? other : one));
  const most = inputs.reduce((one, other) => (timeOf(other) > timeOf(one) ? other : one));
  return timeOf(least) === timeOf(most)
    ? "nothing: all partitions are there"
    : `${placesIn(inputs.filter((input) => timeOf(input) === timeOf(least)))}, ${span(timeOf(most) - timeOf(least))} behind the latest`;
}

const timeOf = ({ eventTimeReached }) => Date.parse(eventTimeReached);

function placesIn(inputs) {
  const [{ stream, partition }, ...others] = inputs;
  return others.length === 0 ? `partition ${partition} of ${stream}` : `${inputs.length} partitions, such as ${partition} of ${stream}`;
}

/** Each partition as a tick at the event time that it has reached; behind them, at the left, the watermark. */
function strip({ watermark, inputs }, latest) {
  const times = inputs.filter(({ eventTimeReached }) => eventTimeReached).map((input) => Math.min(timeOf(input), END_OF_TIMES));
  if (!watermark || times.length === 0 || times.some((time) => time >= END_OF_TIMES)) {
    return nothing;
  }
  const begin = Date.parse(watermark);
  const end = Math.max(...times, latest || 0, begin + 1);
  const x = (time) => (EDGE + ((WIDTH - 2 * EDGE) * (time - begin)) / (end - begin)).toFixed(1);
  return html`<svg class="strip" viewBox="0 0 ${WIDTH} 36" preserveAspectRatio="none" role="img" aria-label=${spokenStrip(times, begin)}>
      <line class="axis" x1="0" x2=${WIDTH} y1="30" y2="30" />
      <rect class="behind" x=${x(begin)} y="8" width=${(Number(x(Math.min(...times))) - Number(x(begin))).toFixed(1)} height="22" />
      ${[...new Set(times)].map((time) => svg`<line class="tick" x1=${x(time)} x2=${x(time)} y1="12" y2="30" />`)}
      <line class="watermark" x1=${x(begin)} x2=${x(begin)} y1="2" y2="34" />
    </svg>
    <p class="ends note" aria-hidden="true"><span>Watermark</span><span>Event times of partitions</span></p>`;
}

const spokenStrip = (times, begin) =>
  `Partitions have reached event times from ${span(Math.min(...times) - begin)} to ${span(Math.max(...times) - begin)} after the watermark`;
