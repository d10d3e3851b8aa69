// What is done with the results of a projection, how many wait for it, and how many were parked.
import { count } from "../format.js";
import { html, nothing } from "../lib/lit-html/lit-html.js";
import { toQueue } from "../routes.js";

/** @param {import("../api-projections.js").ProjectionInFull} projection */
export function downstream({ downstream = [], streams }) {
  return downstream.length === 0 || !streams
    ? nothing
    : html`<section aria-labelledby="downstream">
        <h2 id="downstream">Downstream</h2>
        <p class="note">Results are handed over in the order of each key. One that cannot be is tried again, later and later, and then parked.</p>
        <table>
          <caption class="visually-hidden">Downstream</caption>
          <thead>
            <tr><th scope="col">Name</th><th scope="col">Waiting</th><th scope="col">Parked</th><th scope="col">Trouble</th></tr>
          </thead>
          <tbody>
            ${downstream.map((each) => row(each, streams.results))}
          </tbody>
        </table>
      </section>`;
}

/** @param {import("../api-projections.js").Downstream} downstream @param {string} results */
const row = ({ name, queue, waiting, parked, trouble }, results) => html`<tr>
  <th scope="row">${name}</th>
  <td>${waiting === undefined ? "not begun" : count(waiting)}</td>
  <td>${queue && parked ? html`<a href=${toQueue(results, queue)}>${count(parked)}, see why</a>` : count(parked ?? 0)}</td>
  <td>${trouble ?? "none"}</td>
</tr>`;
