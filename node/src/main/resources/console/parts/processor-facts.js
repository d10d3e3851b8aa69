// What is told of a processor in the list and on its page: how it gets on, and what it reads and writes.
import { counted, moment } from "../format.js";
import { html, nothing } from "../lib/lit-html/lit-html.js";
import { toStream } from "../routes.js";

const STATUS = {
  running: { kind: "good", text: "Running" },
  "catching-up": { kind: "busy", text: "Catching up" },
  stalled: { kind: "bad", text: "Stalled" },
};

/** @param {import("../api-processors.js").Condition} condition */
export const statusOf = ({ status, since }) =>
  html`<p class="status ${STATUS[status].kind}" title="since ${moment(since)}">${STATUS[status].text}</p>`;

/** As entries of a list of facts. @param {import("../api-processors.js").Processor} processor */
export const wayOf = ({ input, outputs }) =>
  html`<dt>Reads</dt>
    <dd><a href=${toStream(input)}>${input}</a></dd>
    <dt>Writes</dt>
    <dd>${outputs.length === 0 ? "no stream" : outputs.map((output) => html`<div><a href=${toStream(output)}>${output}</a></div>`)}</dd>`;

/** As entries, too; offsets of which some may be no events. @param {import("../api-processors.js").Processor} processor */
export const figuresOf = ({ lag, parked, leftOut }) =>
  html`<dt>Behind</dt>
    <dd>${lag === 0 ? "nothing" : counted(lag, "offset")}</dd>
    <dt>Parked</dt>
    <dd>${parked === 0 ? "none" : counted(parked, "event")}</dd>
    ${leftOut > 0 ? html`<dt>Left out</dt><dd>${counted(leftOut, "event")}</dd>` : nothing}`;
