// One projection: where its watermark is, whether all adds up, the windows of a key, and the events that are in none.
import * as api from "../api.js";
import { projection } from "../api-projections.js";
import { brief, counted } from "../format.js";
import { html, nothing } from "../lib/lit-html/lit-html.js";
import { problemBox, problemOf } from "../parts/problem.js";
import { clockCard } from "../parts/projection-clock.js";
import { declaring } from "../parts/projection-declaring.js";
import { definition } from "../parts/projection-definition.js";
import { downstream } from "../parts/projection-downstream.js";
import { statusOf } from "../parts/projection-facts.js";
import { inputs } from "../parts/projection-inputs.js";
import { pause } from "../pause.js";
import { View } from "../view.js";
import "../parts/projection-audit.js";
import "../parts/projection-strays.js";
import "../parts/projection-windows.js";

const AGAIN_MILLISECONDS = 2_000;
const UNKNOWN = "unknown-projection";

class ProjectionPage extends View {
  #name = "";
  #key = "";
  /** @type {import("../api-projections.js").ProjectionInFull | null} */
  #projection = null;
  /** The latest event time in the streams that it reads, as far as it is known. */
  #latest = "";
  #problem = null;

  /** @param {{projection: string, key: string}} route */
  set route({ projection, key }) {
    this.#key = key;
    if (projection !== this.#name) {
      this.#name = projection;
      this.#projection = null;
      this.#problem = null;
    }
    this.changed();
  }

  async started() {
    const { signal } = this;
    while (!signal.aborted) {
      await this.#look(this.#name, signal);
      await pause(AGAIN_MILLISECONDS, signal);
    }
  }

  async #look(name, signal) {
    let [found, latest, problem] = [this.#projection, this.#latest, null];
    try {
      found = await projection(name, signal);
      latest = await latestOf(found, signal);
    } catch (failure) {
      problem = problemOf(failure);
      found = problem?.code === UNKNOWN ? null : found;
    }
    if (name === this.#name) {
      this.#projection = found;
      this.#latest = latest;
      this.#problem = problem;
      this.changed();
    }
  }

  template() {
    return html`<nav class="trail" aria-label="Trail"><a href="#/projections">Projections</a></nav>
      <h1 tabindex="-1">${this.#name}</h1>
      ${this.#problem?.code === UNKNOWN ? unknown(this.#name, this.#problem) : this.#problem ? problemBox(this.#problem) : nothing}
      ${this.#projection ? this.#whole(this.#projection) : nothing}`;
  }

  /** @param {import("../api-projections.js").ProjectionInFull} found */
  #whole(found) {
    return html`${statusOf(found)}
      ${found.trouble ? html`<div class="problem"><h2>It does not go on</h2><p>${found.trouble}</p></div>` : nothing}
      ${found.next ? nextVersion(found.next) : nothing}
      <div class="cards">
        ${clockCard(found, this.#latest)}
        <projection-audit class="card" .projection=${found}></projection-audit>
        ${definition(found)}
      </div>
      <projection-windows .projection=${found} .wanted=${this.#key}></projection-windows>
      ${found.streams ? html`<projection-strays .streams=${found.streams} .definition=${found}></projection-strays>` : nothing}
      ${downstream(found)} ${inputs(found)}`;
  }
}

/** What stands in the streams may be ahead of what was read of them. */
async function latestOf({ lag, sources = [], eventTimeReached = "" }, signal) {
  if (lag === 0) {
    return eventTimeReached;
  }
  const reached = await Promise.all(sources.map((source) => api.stream(source, signal).then((stream) => stream.eventTimeReached ?? "")));
  return reached.reduce((latest, time) => (Date.parse(time) > Date.parse(latest || "0001-01-01") ? time : latest), eventTimeReached);
}

/** @param {string} name @param {api.Problem} problem */
const unknown = (name, problem) => html`<div class="problem">
    <h2>${problem.title} <code class="code">${problem.code}</code></h2>
    <p>${problem.detail}</p>
  </div>
  <section class="card" aria-labelledby="unknown">
    <h2 id="unknown">What to do</h2>
    <p>See <a href="#/projections">which projections there are</a>. A projection of this name may have been retired; its streams are still there. Or declare it:</p>
    ${declaring(name, "")}
  </section>`;

/** @param {import("../api-projections.js").Projection} next */
const nextVersion = (next) => html`<section class="answer" aria-labelledby="next-version">
  <h2 id="next-version">Version ${next.version} is being made</h2>
  <p>
    It has told ${counted(next.results, "result")} and is ${next.lag === 0 ? "not behind any more" : `${counted(next.lag, "offset")} behind`}${next.watermark
      ? html`; its watermark is at <time datetime=${next.watermark}>${brief(next.watermark)}</time>`
      : nothing}.
    It serves as soon as it has come as far; until then, all of this page is of the version before.
  </p>
  ${next.trouble ? html`<p class="reason">${next.trouble}</p>` : nothing}
</section>`;

customElements.define("projection-page", ProjectionPage);
