// What is told of a processor in the list and on its page: how it gets on, and what it reads and writes.
import { counted, moment } from "../format.js";
import { html } from "../lib/lit-html/lit-html.js";
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

/** @param {number} lag in offsets, of which some may be no events */
export const behind = (lag) => (lag === 0 ? "nothing" : counted(lag, "offset"));
