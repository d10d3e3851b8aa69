// One processor: how it gets on in each partition of its input, and the events that it could not process.
import { processor } from "../api-processors.js";
import { count } from "../format.js";
import { html, nothing } from "../lib/lit-html/lit-html.js";
import { problemBox, problemOf } from "../parts/problem.js";
import { figuresOf, statusOf, wayOf } from "../parts/processor-facts.js";
import { troubles } from "../parts/processor-troubles.js";
import { standingGrid } from "../parts/standing-grid.js";
import { pause } from "../pause.js";
import { View } from "../view.js";
import "../parts/parked-events.js";

const AGAIN_MILLISECONDS = 2_000;

class ProcessorPage extends View {
  #name = "";
  /** @type {import("../api-processors.js").ProcessorInFull | null} */
  #processor = null;
  #problem = null;

  /** @param {{processor: string}} route */
  set route({ processor }) {
    if (processor !== this.#name) {
      this.#name = processor;
      this.#processor = null;
      this.#problem = null;
      this.changed();
    }
  }

  async started() {
    const { signal } = this;
    while (!signal.aborted) {
      await this.#look(this.#name, signal);
      await pause(AGAIN_MILLISECONDS, signal);
    }
  }

  async #look(name, signal) {
    let [found, problem] = [this.#processor, null];
    try {
      found = await processor(name, signal);
    } catch (failure) {
      problem = problemOf(failure);
    }
    if (name === this.#name) {
      this.#processor = found;
      this.#problem = problem;
      this.changed();
    }
  }

  template() {
    return html`<nav class="trail" aria-label="Trail"><a href="#/processors">Processors</a></nav>
      <h1 tabindex="-1">${this.#name}</h1>
      ${this.#problem ? problemBox(this.#problem) : nothing}
      ${this.#processor
        ? html`${facts(this.#processor)}
            <parked-events .processor=${this.#name} .total=${this.#processor.parked}></parked-events>
            ${partitions(this.#processor.partitions)}`
        : nothing}`;
  }
}

/** @param {import("../api-processors.js").ProcessorInFull} processor */
function facts(processor) {
  return html`${statusOf(processor)} ${troubles(processor.partitions)}
    <dl class="facts">
      ${wayOf(processor)} ${figuresOf(processor)}
      <dt>Attempts</dt>
      <dd>${count(processor.attempts)} before an event is parked</dd>
      <dt>Module</dt>
      <dd>${processor.module}</dd>
      <dt>Revision</dt>
      <dd>${count(processor.revision)}</dd>
    </dl>`;
}

/** @param {import("../api-processors.js").Standing[]} all */
function partitions(all) {
  return html`<section aria-labelledby="partitions">
    <h2 id="partitions">Partitions</h2>
    <p class="note">Each cell is a partition of the input with the offset that is reached; where it is behind, also the one where the input ends.</p>
    ${standingGrid(all)}
  </section>`;
}

customElements.define("processor-page", ProcessorPage);
