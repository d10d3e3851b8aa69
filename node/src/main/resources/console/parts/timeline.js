// An entity's events, newest first; each links to the state as of itself.
import { html, nothing } from "../lib/lit-html/lit-html.js";
import { repeat } from "../lib/lit-html/directives/repeat.js";
import { moment } from "../format.js";
import { toEntity } from "../routes.js";
import { jsonTree } from "./json-tree.js";

/**
 * @param {{type: string, id: string, sequenceNumber: number | null}} route
 * @param {import("../api.js").EventView[]} events oldest first
 */
export function timeline(route, events) {
  return html`<ol class="timeline">
    ${repeat(events.toReversed(), (event) => event.sequenceNumber, (event) => entry(route, event))}
  </ol>`;
}

function entry({ type, id, sequenceNumber }, event) {
  const picked = event.sequenceNumber === sequenceNumber;
  return html`<li class=${picked ? "picked" : ""}>
    <a href=${toEntity(type, id, event.sequenceNumber)} aria-current=${picked ? "true" : nothing} title="Show the state as of this event">
      <span class="number"><span class="visually-hidden">Event </span>${event.sequenceNumber}</span> ${event.event}
    </a>
    <time datetime=${event.time} title=${event.time}>${moment(event.time)}</time>
    ${jsonTree(event.data)}
  </li>`;
}
