// The projections: what each reads, how far its watermark has come, and whether it gets on.
import * as api from "../api.js";
import { projections } from "../api-projections.js";
import { html, nothing } from "../lib/lit-html/lit-html.js";
import { declaring } from "../parts/projection-declaring.js";
import { behindIn, figuresOf, statusOf, watermarkIn, whatOf } from "../parts/projection-facts.js";
import { problemBox, problemOf } from "../parts/problem.js";
import { pause } from "../pause.js";
import { toProjection } from "../routes.js";
import { View } from "../view.js";

const AGAIN_MILLISECONDS = 2_000;

class ProjectionsPage extends View {
  /** @type {import("../api-projections.js").Projection[] | null} */
  #projections = null;
  /** One that could be read, for the example. */
  #stream = "";
  #problem = null;

  async started() {
    const { signal } = this;
    while (!signal.aborted) {
      await this.#look(signal);
      await pause(AGAIN_MILLISECONDS, signal);
    }
  }

  async #look(signal) {
    try {
      this.#projections = (await projections(signal)).projections;
      if (this.#projections.length === 0 && this.#stream === "") {
        this.#stream = (await api.streams(signal)).streams[0]?.name ?? "";
      }
      this.#problem = null;
    } catch (failure) {
      this.#problem = problemOf(failure);
    }
    this.changed();
  }

  template() {
    return html`<h1 tabindex="-1">Projections</h1>
      ${this.#problem ? problemBox(this.#problem) : nothing}
      ${this.#projections?.length === 0 ? none(this.#stream) : nothing}
      <ul class="cards">
        ${this.#projections?.map(card)}
      </ul>`;
  }
}

/** @param {string} stream */
const none = (stream) => html`<section class="card" aria-labelledby="none">
  <h2 id="none">There is no projection yet</h2>
  <p>A projection puts the events of a stream into windows of event time, by key, and tells what each window adds up to. Declare one:</p>
  ${declaring("per-minute", stream)}
  <p class="note">Modules declare projections in Java, too.</p>
</section>`;

/** @param {import("../api-projections.js").Projection} projection */
function card(projection) {
  return html`<li class="card">
    <h2><a href=${toProjection(projection.name)}>${projection.name}</a></h2>
    ${statusOf(projection)} ${projection.trouble ? html`<p class="reason">${projection.trouble}</p>` : nothing}
    <dl class="facts">
      ${whatOf(projection)}
      <dt>Watermark</dt>
      <dd>
        <time datetime=${projection.watermark ?? nothing}>${watermarkIn(projection)}</time>
        <p class="note">${behindIn(projection)}</p>
      </dd>
      ${figuresOf(projection)}
    </dl>
  </li>`;
}

customElements.define("projections-page", ProjectionsPage);
