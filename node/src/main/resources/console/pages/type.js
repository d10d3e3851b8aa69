// One entity type: its entities page by page, and a way to any entity by its id.
import * as api from "../api.js";
import { html, nothing } from "../lib/lit-html/lit-html.js";
import { problemBox, problemOf } from "../parts/problem.js";
import { toEntity, toType } from "../routes.js";
import { View } from "../view.js";

class TypePage extends View {
  #route = { type: "", after: "" };
  /** @type {string[] | null} */
  #ids = null;
  /** The id behind which the next page begins; null on the last page. */
  #nextAfter = null;
  #problem = null;

  /** @param {{type: string, after: string}} route */
  set route(route) {
    const moved = route.type !== this.#route.type || route.after !== this.#route.after;
    this.#route = route;
    if (moved && this.isConnected) {
      this.#ids = null;
      this.started();
      this.changed();
    }
  }

  async started() {
    const route = this.#route;
    try {
      const page = await api.ids(route.type, route.after, this.signal);
      if (route === this.#route) {
        this.#ids = page.ids;
        this.#nextAfter = page.next === null ? null : new URL(page.next, location.href).searchParams.get("after");
        this.#problem = null;
      }
    } catch (failure) {
      this.#problem = problemOf(failure);
    }
    this.changed();
  }

  template() {
    return html`<nav class="trail" aria-label="Trail"><a href="#/types">Entity types</a></nav>
      <h1 tabindex="-1">${this.#route.type}</h1>
      <form class="jump" @submit=${(event) => this.#open(event)}>
        <label for="entity-id">Open an entity by its id</label>
        <div class="row">
          <input id="entity-id" name="id" required maxlength="255" autocomplete="off" spellcheck="false" />
          <button type="submit">Open</button>
        </div>
        <p class="note">An id without events can be opened too: its first command creates it.</p>
      </form>
      <section aria-labelledby="entities">
        <h2 id="entities">Entities</h2>
        ${this.#problem ? problemBox(this.#problem) : nothing} ${this.#ids ? this.#list() : html`<p class="note">Asking the node …</p>`}
      </section>`;
  }

  #list() {
    const { type, after } = this.#route;
    return html`${after ? html`<p class="note">Behind <code>${after}</code></p>` : nothing}
      ${this.#ids.length === 0 ? html`<p>No entity of this type has an event ${after ? "behind this id" : "yet"}.</p>` : nothing}
      <ul class="ids">
        ${this.#ids.map((id) => html`<li><a href=${toEntity(type, id)}>${id}</a></li>`)}
      </ul>
      <nav class="pages" aria-label="Pages of ids">
        ${after ? html`<a href=${toType(type)}>First page</a>` : nothing}
        ${this.#nextAfter === null ? nothing : html`<a href=${toType(type, this.#nextAfter)}>Next page</a>`}
      </nav>`;
  }

  /** @param {SubmitEvent} event */
  #open(event) {
    event.preventDefault();
    location.hash = toEntity(this.#route.type, new FormData(event.target).get("id"));
  }
}

customElements.define("type-page", TypePage);
