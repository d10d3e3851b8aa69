// The streams of all loaded modules.
import * as api from "../api.js";
import { html, nothing } from "../lib/lit-html/lit-html.js";
import { problemBox, problemOf } from "../parts/problem.js";
import { toStream, toType } from "../routes.js";
import { View } from "../view.js";

class StreamsPage extends View {
  /** @type {api.StreamName[] | null} */
  #streams = null;
  #problem = null;

  async started() {
    try {
      this.#streams = (await api.streams(this.signal)).streams;
    } catch (failure) {
      this.#problem = problemOf(failure);
    }
    this.changed();
  }

  template() {
    return html`<h1 tabindex="-1">Streams</h1>
      ${this.#problem ? problemBox(this.#problem) : nothing}
      ${this.#streams?.length === 0 ? html`<p>There is no stream. Start the node with <code>--modules</code>.</p>` : nothing}
      <ul class="cards">
        ${this.#streams?.map(
          (stream) => html`<li class="card">
            <h2><a href=${toStream(stream.name)}>${stream.name}</a></h2>
            <dl class="facts">
              <dt>Events of</dt>
              <dd><a href=${toType(stream.entityType)}>${stream.entityType}</a></dd>
            </dl>
          </li>`,
        )}
      </ul>`;
  }
}

customElements.define("streams-page", StreamsPage);
