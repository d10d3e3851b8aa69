// The streams: of entity types, of modules, and those that were declared.
import * as api from "../api.js";
import { rate } from "../format.js";
import { html, nothing } from "../lib/lit-html/lit-html.js";
import { problemBox, problemOf } from "../parts/problem.js";
import { toStream, toType } from "../routes.js";
import { pause } from "../pause.js";
import { View } from "../view.js";

const AGAIN_MILLISECONDS = 2_000;

class StreamsPage extends View {
  /** @type {api.StreamName[] | null} */
  #streams = null;
  #problem = null;

  async started() {
    const { signal } = this;
    while (!signal.aborted) {
      try {
        this.#streams = (await api.streams(signal)).streams;
        this.#problem = null;
      } catch (failure) {
        this.#problem = problemOf(failure);
      }
      this.changed();
      await pause(AGAIN_MILLISECONDS, signal);
    }
  }

  template() {
    return html`<h1 tabindex="-1">Streams</h1>
      ${this.#problem ? problemBox(this.#problem) : nothing}
      ${this.#streams?.length === 0 ? html`<p>There is no stream. Start the node with <code>--modules</code>, or declare one: <code>sillok declare</code>.</p>` : nothing}
      <ul class="cards">
        ${this.#streams?.map(
          (stream) => html`<li class="card">
            <h2><a href=${toStream(stream.name)}>${stream.name}</a></h2>
            <dl class="facts">
              <dt>Kind</dt>
              <dd>${stream.kind}${stream.retired ? ", retired" : ""}</dd>
              <dt>${stream.entityType ? "Events of" : "Declared by"}</dt>
              <dd>${stream.entityType ? html`<a href=${toType(stream.entityType)}>${stream.entityType}</a>` : stream.declaredBy}</dd>
              <dt>Events/s</dt>
              <dd>${rate(stream.eventsPerSecond ?? 0)}</dd>
            </dl>
          </li>`,
        )}
      </ul>`;
  }
}

customElements.define("streams-page", StreamsPage);
