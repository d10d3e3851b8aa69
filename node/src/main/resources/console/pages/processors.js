// The processors of all modules: what each reads and writes, and how it gets on.
import { processors } from "../api-processors.js";
import { html, nothing } from "../lib/lit-html/lit-html.js";
import { problemBox, problemOf } from "../parts/problem.js";
import { figuresOf, statusOf, wayOf } from "../parts/processor-facts.js";
import { pause } from "../pause.js";
import { toProcessor } from "../routes.js";
import { View } from "../view.js";

const AGAIN_MILLISECONDS = 2_000;

class ProcessorsPage extends View {
  /** @type {import("../api-processors.js").Processor[] | null} */
  #processors = null;
  #problem = null;

  async started() {
    const { signal } = this;
    while (!signal.aborted) {
      try {
        this.#processors = (await processors(signal)).processors;
        this.#problem = null;
      } catch (failure) {
        this.#problem = problemOf(failure);
      }
      this.changed();
      await pause(AGAIN_MILLISECONDS, signal);
    }
  }

  template() {
    return html`<h1 tabindex="-1">Processors</h1>
      ${this.#problem ? problemBox(this.#problem) : nothing}
      ${this.#processors?.length === 0 ? html`<p>No loaded module has a processor.</p>` : nothing}
      <ul class="cards">
        ${this.#processors?.map(card)}
      </ul>`;
  }
}

/** @param {import("../api-processors.js").Processor} processor */
function card(processor) {
  return html`<li class="card">
    <h2><a href=${toProcessor(processor.name)}>${processor.name}</a></h2>
    ${statusOf(processor)} ${processor.reason ? html`<p class="reason">${processor.reason}</p>` : nothing}
    <dl class="facts">
      ${wayOf(processor)} ${figuresOf(processor)}
    </dl>
  </li>`;
}

customElements.define("processors-page", ProcessorsPage);
