// Windows as a table, for all that a chart cannot tell, and the legend of their states.
import { count, stretch } from "../format.js";
import { html, nothing } from "../lib/lit-html/lit-html.js";
import { STATES, stateTag } from "./window-states.js";
import { valuesIn } from "./window-values.js";

/** @param {import("./window-states.js").ShownWindow[]} windows */
export const legend = (windows) => html`<ul class="legend">
  ${Object.entries(STATES)
    .filter(([state]) => state !== "retracted" || windows.some((window) => window.state === state))
    .map(([state, { means }]) => html`<li title=${means}>${stateTag(state)} <span class="note">${count(windows.filter((window) => window.state === state).length)}</span></li>`)}
</ul>`;

/** @param {string} key @param {import("./window-states.js").ShownWindow[]} windows */
export const windowTable = (key, windows) => html`<div class="scrolled" tabindex="0" role="region" aria-label="Windows as a table">
  <table>
    <caption>Windows of ${key}, the last first</caption>
    <thead>
      <tr><th scope="col">Window</th><th scope="col">State</th><th scope="col">Events</th><th scope="col">Values</th></tr>
    </thead>
    <tbody>
      ${windows.toReversed().map(
        (window) => html`<tr data-window=${window.id}>
          <th scope="row">${stretch(window.start, window.end)}</th>
          <td>${stateTag(window.state)}${window.version > 1 ? html` <span class="note" title="The version of this result">v${window.version}</span>` : nothing}</td>
          <td>${count(window.count)}${window.pending ? html` <span class="warned" title="To be told next">→ ${count(window.pending.count)}</span>` : nothing}</td>
          <td class="values">${window.failure ? html`<span class="reason">${window.failure}</span>` : valuesIn(window)}</td>
        </tr>`,
      )}
    </tbody>
  </table>
</div>`;
