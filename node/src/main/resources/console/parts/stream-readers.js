// Who consumes a stream: named consumers and queues, and how far they are behind.
import * as api from "../api.js";
import { count, counted, isoDuration } from "../format.js";
import { html, nothing } from "../lib/lit-html/lit-html.js";
import { pause } from "../pause.js";
import { toQueue } from "../routes.js";
import { View } from "../view.js";
import { problemBox, problemOf } from "./problem.js";

const AGAIN_MILLISECONDS = 2_000;

class StreamReaders extends View {
  /** @type {string} set by the page */
  stream = "";
  /** @type {api.Consumer[]} */
  #consumers = [];
  /** @type {api.Queue[]} */
  #queues = [];
  #problem = null;

  async started() {
    const { signal } = this;
    while (!signal.aborted) {
      try {
        [this.#consumers, this.#queues] = await Promise.all([
          api.consumers(this.stream, signal).then(({ consumers }) => consumers),
          api.queues(this.stream, signal).then(({ queues }) => queues),
        ]);
        this.#problem = null;
      } catch (failure) {
        this.#problem = problemOf(failure);
      }
      this.changed();
      await pause(AGAIN_MILLISECONDS, signal);
    }
  }

  template() {
    return html`<section aria-labelledby="readers">
      <h2 id="readers">Consumers and queues</h2>
      ${this.#problem ? problemBox(this.#problem) : nothing}
      ${this.#consumers.length + this.#queues.length === 0 ? html`<p class="note">None has a place in this stream.</p>` : nothing}
      ${this.#consumers.length > 0 ? consumers(this.#consumers) : nothing}
      ${this.#queues.length > 0 ? queues(this.stream, this.#queues) : nothing}
    </section>`;
  }
}

/** @param {api.Consumer[]} all */
function consumers(all) {
  return html`<table>
    <caption>Consumers</caption>
    <thead><tr><th scope="col">Consumer</th><th scope="col">Behind</th><th scope="col">Instances</th></tr></thead>
    <tbody>
      ${all.map(
        (each) => html`<tr>
          <th scope="row">${each.name}</th>
          <td>${counted(each.lag, "event")}${each.skipped > 0 ? html`, <strong title="The stream's retention dropped them before they were committed">${counted(each.skipped, "offset")} dropped</strong>` : nothing}</td>
          <td>${each.instances.length === 0 ? "none is connected" : each.instances.map(({ instance, partitions }) => `${instance} (${counted(partitions.length, "partition")})`).join(", ")}</td>
        </tr>`,
      )}
    </tbody>
  </table>`;
}

/** @param {string} stream @param {api.Queue[]} all */
function queues(stream, all) {
  return html`<table>
    <caption>Queues</caption>
    <thead>
      <tr><th scope="col">Queue</th><th scope="col">Ready</th><th scope="col">Leased</th><th scope="col">Delayed</th><th scope="col">Dead letters</th><th scope="col">Not acked</th><th scope="col">Oldest not acked</th></tr>
    </thead>
    <tbody>
      ${all.map(
        (each) => html`<tr>
          <th scope="row"><a href=${toQueue(stream, each.name)}>${each.name}</a></th>
          <td>${count(each.ready)}</td>
          <td>${count(each.leased)}</td>
          <td>${count(each.delayed)}</td>
          <td>${count(each.deadLetters)}</td>
          <td>${count(each.lag)}</td>
          <td>${each.oldestUnackedAge ? isoDuration(each.oldestUnackedAge) : "none"}${each.trouble ? html` <strong title=${each.trouble}>stands still</strong>` : nothing}</td>
        </tr>`,
      )}
    </tbody>
  </table>`;
}

customElements.define("stream-readers", StreamReaders);
