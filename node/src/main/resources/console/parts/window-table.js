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

/** Narrow screens lay its rows out otherwise, which loses their roles unless they are said. @param {string} key @param {import("./window-states.js").ShownWindow[]} windows */
export const windowTable = (key, windows) => html`<div class="scrolled" tabindex="0" role="region" aria-label="As a table">
  <table role="table">
    <caption>Windows of ${key}, the last first</caption>
    <thead role="rowgroup">
      <tr role="row">${["Window", "State", "Events", "Values"].map((title) => html`<th role="columnheader" scope="col">${title}</th>`)}</tr>
    </thead>
    <tbody role="rowgroup">
      ${windows.toReversed().map(
        (window) => html`<tr role="row" data-window=${window.id}>
          <th role="rowheader" scope="row">${stretch(window.start, window.end)}</th>
          <td role="cell">${stateTag(window.state)}${window.version > 1 ? html` <span class="note" title="The version of this result">v${window.version}</span>` : nothing}</td>
          <td role="cell" class="events">${count(window.count)}${window.pending ? html` <span class="warned" title="To be told next">→ ${count(window.pending.count)}</span>` : nothing}</td>
          <td role="cell" class="values">${window.failure ? html`<span class="reason">${window.failure}</span>` : valuesIn(window)}</td>
        </tr>`,
      )}
    </tbody>
  </table>
</div>`;
