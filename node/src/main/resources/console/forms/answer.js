// What a command that was taken has caused: its reply and its events.
import { html, nothing } from "../lib/lit-html/lit-html.js";
import { counted } from "../format.js";
import { jsonTree } from "../parts/json-tree.js";
import { toEntity } from "../routes.js";

/**
 * @param {{type: string, id: string}} target
 * @param {{reply: unknown, events: import("../api.js").EventView[], sequenceNumber: number}} answer
 */
export function answerBox({ type, id }, { reply, events, sequenceNumber }) {
  return html`<div class="answer">
    <h3>Done: ${counted(events.length, "event")} recorded</h3>
    <p class="note">The entity stands at ${sequenceNumber}.</p>
    <ul>
      ${events.map(
        (event) => html`<li><a href=${toEntity(type, id, event.sequenceNumber)}>${event.sequenceNumber} ${event.event}</a></li>`,
      )}
    </ul>
    ${reply === null || reply === undefined ? nothing : html`<h4>Reply</h4>${jsonTree(reply)}`}
  </div>`;
}
