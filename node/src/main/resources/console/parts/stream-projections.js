// The projections that read a stream or write to it; asked when the page is opened, until it is known once.
import { projections } from "../api-projections.js";
import { html, nothing } from "../lib/lit-html/lit-html.js";
import { pause } from "../pause.js";
import { toProjection } from "../routes.js";
import { View } from "../view.js";
import { problemBox, problemOf } from "./problem.js";

const AGAIN_MILLISECONDS = 2_000;

class StreamProjections extends View {
  #stream = "";
  /** @type {import("../api-projections.js").Projection[] | null} */
  #projections = null;
  #problem = null;

  /** @param {string} name */
  set stream(name) {
    this.#stream = name;
    this.changed();
  }

  async started() {
    const { signal } = this;
    while (!signal.aborted && this.#projections === null) {
      try {
        this.#projections = (await projections(signal)).projections;
        this.#problem = null;
      } catch (failure) {
        this.#problem = problemOf(failure);
        await pause(AGAIN_MILLISECONDS, signal);
      }
      this.changed();
    }
  }

  template() {
    const reading = this.#projections?.filter(({ sources = [] }) => sources.includes(this.#stream)) ?? [];
    const writing = this.#projections?.filter(({ streams = {} }) => Object.values(streams).includes(this.#stream)) ?? [];
    return reading.length + writing.length === 0 && !this.#problem
      ? html``
      : html`<section aria-labelledby="projections">
          <h2 id="projections">Projections</h2>
          ${this.#problem ? problemBox(this.#problem) : nothing}
          <dl class="facts">${those("Read by", reading)} ${those("Written by", writing)}</dl>
        </section>`;
  }
}

/** @param {string} label @param {import("../api-projections.js").Projection[]} some */
function those(label, some) {
  return some.length === 0
    ? nothing
    : html`<dt>${label}</dt>
        <dd class="names">${some.map(({ name }) => html`<a href=${toProjection(name)}>${name}</a>`)}</dd>`;
}

customElements.define("stream-projections", StreamProjections);
