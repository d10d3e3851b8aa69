// The entity types of all loaded modules.
import * as api from "../api.js";
import { html, nothing } from "../lib/lit-html/lit-html.js";
import { problemBox, problemOf } from "../parts/problem.js";
import { toType } from "../routes.js";
import { View } from "../view.js";

class TypesPage extends View {
  /** @type {api.Module[] | null} */
  #modules = null;
  #problem = null;

  async started() {
    try {
      this.#modules = (await api.modules(this.signal)).modules;
    } catch (failure) {
      this.#problem = problemOf(failure);
    }
    this.changed();
  }

  template() {
    return html`<h1 tabindex="-1">Entity types</h1>
      ${this.#problem ? problemBox(this.#problem) : nothing}
      ${this.#modules?.length === 0 ? html`<p>No module is loaded. Start the node with <code>--modules</code>.</p>` : nothing}
      ${this.#modules?.map(section) ?? nothing}`;
  }
}

/** @param {api.Module} module */
function section(module) {
  return html`<section aria-label="Module ${module.name}">
    <h2>${module.name} <span class="note">${module.version}</span></h2>
    <ul class="cards">
      ${module.entityTypes.map(
        (type) => html`<li class="card">
          <h3><a href=${toType(type.name)}>${type.name}</a></h3>
          <dl class="facts">
            <dt>Commands</dt>
            <dd>${names(type.commands)}</dd>
            <dt>Events</dt>
            <dd>${names(type.events)}</dd>
            <dt>Snapshot</dt>
            <dd>every ${type.snapshotEvery} events</dd>
          </dl>
        </li>`,
      )}
    </ul>
  </section>`;
}

/** @param {{name: string}[]} named */
const names = (named) => html`<span class="names">${named.map(({ name }) => html`<code>${name}</code> `)}</span>`;

customElements.define("types-page", TypesPage);
