// The processors that read a stream or write to it; asked until it is known once, for it changes with the modules only.
import { processors } from "../api-processors.js";
import { html, nothing } from "../lib/lit-html/lit-html.js";
import { pause } from "../pause.js";
import { toProcessor } from "../routes.js";
import { View } from "../view.js";
import { problemBox, problemOf } from "./problem.js";

const AGAIN_MILLISECONDS = 2_000;

class StreamProcessors extends View {
  #stream = "";
  /** @type {import("../api-processors.js").Processor[] | null} */
  #processors = null;
  #problem = null;

  /** @param {string} name */
  set stream(name) {
    this.#stream = name;
    this.changed();
  }

  async started() {
    const { signal } = this;
    while (!signal.aborted && this.#processors === null) {
      try {
        this.#processors = (await processors(signal)).processors;
        this.#problem = null;
      } catch (failure) {
        this.#problem = problemOf(failure);
        await pause(AGAIN_MILLISECONDS, signal);
      }
      this.changed();
    }
  }

  template() {
    const reading = this.#processors?.filter(({ input }) => input === this.#stream) ?? [];
    const writing = this.#processors?.filter(({ outputs }) => outputs.includes(this.#stream)) ?? [];
    return reading.length + writing.length === 0 && !this.#problem
      ? html``
      : html`<section aria-labelledby="processors">
          <h2 id="processors">Processors</h2>
          ${this.#problem ? problemBox(this.#problem) : nothing}
          <dl class="facts">${those("Read by", reading)} ${those("Written by", writing)}</dl>
        </section>`;
  }
}

/** @param {string} label @param {import("../api-processors.js").Processor[]} some */
function those(label, some) {
  return some.length === 0
    ? nothing
    : html`<dt>${label}</dt>
        <dd class="names">${some.map(({ name }) => html`<a href=${toProcessor(name)}>${name}</a>`)}</dd>`;
}

customElements.define("stream-processors", StreamProcessors);
