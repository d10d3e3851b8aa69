// What is told of a projection in the list and on its page: how it gets on, what its windows are, and where its watermark is.
import { brief, count, counted, millisecondsOf, span } from "../format.js";
import { html, nothing } from "../lib/lit-html/lit-html.js";
import { toStream } from "../routes.js";

/** @typedef {import("../api-projections.js").Projection} Projection */

/** @param {Projection} projection */
export function statusOf(projection) {
  const [kind, text] = statusIn(projection);
  return html`<p class="status ${kind}">${text}</p>`;
}

function statusIn({ trouble, lag, sealed }) {
  if (trouble) {
    return ["bad", "Stalled"];
  }
  if (lag > 0) {
    return ["busy", "Catching up"];
  }
  return ["good", sealed ? "Sealed" : "Running"];
}

/** In one sentence. @param {import("../api-projections.js").Windows} window */
export const windowIn = (window) => `${kindIn(window)}${offsetIn(window)}${zoneIn(window)}`;

function kindIn({ kind, size, slide, step, gap, longest }) {
  switch (kind) {
    case "tumbling":
      return `Tumbling, ${spanOf(size)} each`;
    case "hopping":
      return `Hopping, ${spanOf(size)} long, one every ${spanOf(slide)}`;
    case "cumulative":
      return `Cumulative, up to ${spanOf(size)}, one after each ${spanOf(step)}`;
    case "sliding":
      return `Sliding, the ${spanOf(size)} up to each event`;
    case "session":
      return `Sessions, ended by ${spanOf(gap)} without an event${longest ? `, ${spanOf(longest)} long at most` : ""}`;
    case "global":
      return "Global, one for all times";
    default:
      return kind;
  }
}

const offsetIn = ({ offset }) => (offset && millisecondsOf(offset) !== 0 ? `, beginning ${spanOf(offset)} later` : "");

const zoneIn = ({ zone }) => (zone && zone !== "UTC" ? `, by the clocks of ${zone}` : "");

/** @param {string | undefined} text a duration in ISO 8601 */
export function spanOf(text) {
  const milliseconds = millisecondsOf(text ?? "");
  return Number.isNaN(milliseconds) ? (text ?? "") : span(milliseconds);
}

const streamIn = (stream, outdated) =>
  html`<div>
    <a href=${toStream(stream)}>${stream}</a>${outdated[stream]
      ? html` <span class="warned">an earlier version; <a href=${toStream(outdated[stream])}>${outdated[stream]}</a> serves</span>`
      : nothing}
  </div>`;

/** As entries of a list of facts. @param {Projection} projection */
export const whatOf = ({ sources = [], lookups = [], outdated = {}, window }) =>
  html`<dt>Reads</dt>
    <dd>${sources.length === 0 ? "no stream yet" : sources.map((source) => streamIn(source, outdated))}</dd>
    ${lookups.length === 0 ? nothing : html`<dt>Looks up</dt><dd>${lookups.map((table) => streamIn(table, outdated))}</dd>`}
    ${window ? html`<dt>Windows</dt><dd>${windowIn(window)}</dd>` : nothing}`;

/** As entries, too. @param {Projection} projection */
export const figuresOf = ({ lag, results, pairs, events }) =>
  html`<dt>Lag</dt>
    <dd>${lag === 0 ? "none" : counted(lag, "offset")}</dd>
    <dt>Results</dt>
    <dd>${count(results)}</dd>
    <dt>Late</dt>
    <dd>${pairs.late === 0 ? "none" : html`<span class="warned">${count(pairs.late)}</span>`}</dd>
    <dt>Rejected</dt>
    <dd>${events.rejected === 0 ? "none" : html`<span class="warned">${count(events.rejected)}</span>`}</dd>`;

/** Where the watermark is, in words. @param {Projection} projection */
export function watermarkIn({ watermark, sealed }) {
  if (sealed) {
    return "at the end of all times";
  }
  return watermark ? brief(watermark) : "none yet";
}

/** How far the watermark is behind what was read, and behind now. @param {Projection} projection */
export function behindIn({ watermark, eventTimeReached, sealed }) {
  if (sealed) {
    return "Its streams are sealed: no event will be in time any more.";
  }
  if (!watermark) {
    return "A partition that it reads has no event time yet.";
  }
  const at = Date.parse(watermark);
  const read = eventTimeReached ? `${span(Date.parse(eventTimeReached) - at)} behind the latest event, ` : "";
  const ahead = at > Date.now();
  return `${read}${span(Math.floor(Math.abs(Date.now() - at) / 1_000) * 1_000)} ${ahead ? "ahead of" : "behind"} now`;
}
