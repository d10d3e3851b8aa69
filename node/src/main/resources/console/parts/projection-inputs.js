// How far a projection has read the partitions of its streams, and how each of its shards stands.
import { brief, count, counted } from "../format.js";
import { html, nothing } from "../lib/lit-html/lit-html.js";
import { toStream } from "../routes.js";
import { standingGrid } from "./standing-grid.js";

/** @param {import("../api-projections.js").ProjectionInFull} projection */
export function inputs({ inputs, shards, lag, trouble }) {
  return html`<section aria-labelledby="lag">
    <h2 id="lag">Lag per partition</h2>
    ${inputs.length > 0 ? html`<p class="note">Each cell is a partition with the offset that is reached; where it is behind, also the one where it ends.</p>` : nothing}
    ${inputs.length === 0 ? html`<p class="note">${trouble ? "It reads nothing while it does not go on." : "It reads nothing."}</p>` : nothing}
    ${[...Map.groupBy(inputs, ({ stream }) => stream)].map(([stream, some]) => ofStream(stream, some))}
    ${inputs.length === 0
      ? nothing
      : html`<details>
          <summary>As a table, ${lag === 0 ? "nothing behind" : `${counted(lag, "offset")} behind`}</summary>
          ${inputTable(inputs)}
        </details>`}
    ${shards.length === 0
      ? nothing
      : html`<details>
          <summary>Shards, which keep the windows${shardTroubles(shards)}</summary>
          ${shardTable(shards)}
        </details>`}
  </section>`;
}

/** @param {string} stream @param {import("../api-projections.js").Input[]} some */
const ofStream = (stream, some) => html`<section class="log" aria-label="Partitions of ${stream}">
  <h3><a href=${toStream(stream)}>${stream}</a> <span class="note">${behindIn(some)}</span></h3>
  ${standingGrid(some.map((input) => ({ ...input, status: input.lag > 0 ? "catching-up" : "running", parked: 0 })))}
</section>`;

function behindIn(some) {
  const behind = some.filter(({ lag }) => lag > 0);
  return behind.length === 0 ? `all ${counted(some.length, "partition")} read to the end` : `${count(behind.length)} of ${counted(some.length, "partition")} behind`;
}

/** @param {import("../api-projections.js").Input[]} inputs */
const inputTable = (inputs) => html`<table>
  <caption class="visually-hidden">Lag per partition</caption>
  <thead>
    <tr><th scope="col">Partition</th><th scope="col">Read to</th><th scope="col">Ends at</th><th scope="col">Lag</th><th scope="col">Event time reached</th></tr>
  </thead>
  <tbody>
    ${inputs.map(
      ({ stream, partition, next, head, lag, eventTimeReached }) => html`<tr>
        <th scope="row">${stream} / ${partition}</th>
        <td>${count(next)}</td>
        <td>${count(head)}</td>
        <td>${count(lag)}</td>
        <td>${timeIn(eventTimeReached)}</td>
      </tr>`,
    )}
  </tbody>
</table>`;

/** @param {import("../api-projections.js").Shard[]} shards */
const shardTable = (shards) => html`<table>
  <caption class="visually-hidden">Shards</caption>
  <thead>
    <tr><th scope="col">Shard</th><th scope="col">Watermark</th><th scope="col">Results</th><th scope="col">Trouble</th></tr>
  </thead>
  <tbody>
    ${shards.map(
      ({ shard, watermark, results, trouble }) => html`<tr>
        <th scope="row">${shard}</th>
        <td>${timeIn(watermark)}</td>
        <td>${count(results)}</td>
        <td>${trouble ?? "none"}</td>
      </tr>`,
    )}
  </tbody>
</table>`;

function shardTroubles(shards) {
  const stalled = shards.filter(({ trouble }) => trouble).length;
  return stalled === 0 ? ", all at work" : `, ${count(stalled)} of ${count(shards.length)} not at work`;
}

const timeIn = (time) => (time ? html`<time datetime=${time}>${brief(time)}</time>` : "none");
