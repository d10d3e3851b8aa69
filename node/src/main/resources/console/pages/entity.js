// The entity inspector: state now or as of an event, the events, and a form for each command. Follows the entity while it is shown.
import * as api from "../api.js";
import { html, nothing } from "../lib/lit-html/lit-html.js";
import "../forms/command-form.js";
import { counted } from "../format.js";
import { problemBox, problemOf } from "../parts/problem.js";
import "../parts/state-panel.js";
import { timeline } from "../parts/timeline.js";
import { toType } from "../routes.js";
import { View } from "../view.js";

const PAGE = 100;
const PERIOD_MILLISECONDS = 2_000;

class EntityPage extends View {
  /** @type {{type: string, id: string, sequenceNumber: number | null}} */
  #route = { type: "", id: "", sequenceNumber: null };
  /** @type {api.Command[] | null} */
  #commands = null;
  /** @type {api.EntityState | null} */
  #now = null;
  #loaded = false;
  /** @type {api.EventView[]} oldest first, without gaps, up to the newest */
  #events = [];
  #problem = null;
  #following = 0;

  set route(route) {
    const moved = route.type !== this.#route.type || route.id !== this.#route.id;
    this.#route = route;
    if (moved && this.isConnected) {
      this.#commands = null;
      this.#now = null;
      this.#events = [];
      this.#loaded = false;
      this.#problem = null;
      this.started();
    }
    this.changed();
  }

  started() {
    document.addEventListener("visibilitychange", () => this.#follow(), { signal: this.signal });
    this.#load(this.#route);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#following);
  }

  async #load({ type, id }) {
    await this.#attempt(async () => {
      const [{ modules }, now] = await Promise.all([api.modules(this.signal), api.state(type, id, null, this.signal)]);
      if (this.#shows(type, id)) {
        this.#commands = modules.flatMap((module) => module.entityTypes).find((it) => it.name === type)?.commands ?? [];
        this.#now = now;
        this.#loaded = true;
        this.changed();
        await this.#loadEvents(Math.max(1, (now?.sequenceNumber ?? 0) - PAGE + 1));
      }
    });
    this.#follow();
  }

  /** Asks for what was appended since: for events, not for the state, because mostly there are none and the answer is short. */
  async #follow() {
    clearTimeout(this.#following);
    if (document.hidden || this.signal.aborted) {
      return;
    }
    if (this.#loaded) {
      await this.#attempt(() => this.#loadEvents(this.#newest() + 1));
    }
    clearTimeout(this.#following);
    if (!this.signal.aborted) {
      this.#following = setTimeout(() => (this.#loaded ? this.#follow() : this.#load(this.#route)), PERIOD_MILLISECONDS);
    }
  }

  async #loadEvents(from) {
    const { type, id } = this.#route;
    const { events } = await api.events(type, id, from, PAGE, this.signal);
    const now = events.length > 0 && events.at(-1).sequenceNumber !== this.#now?.sequenceNumber ? await api.state(type, id, null, this.signal) : null;
    if (this.#shows(type, id)) {
      this.#now = now ?? this.#now;
      this.#take(events);
    }
  }

  async #loadEarlier() {
    const { type, id } = this.#route;
    const oldest = this.#events[0].sequenceNumber;
    await this.#attempt(async () => {
      const from = Math.max(1, oldest - PAGE);
      const { events } = await api.events(type, id, from, oldest - from, this.signal);
      if (this.#shows(type, id)) {
        this.#take(events);
      }
    });
  }

  /** Answers may overlap when a command is sent while the page asks. */
  #take(events) {
    const known = new Map([...this.#events, ...events].map((event) => [event.sequenceNumber, event]));
    this.#events = [...known.values()].sort((one, other) => one.sequenceNumber - other.sequenceNumber);
    this.changed();
  }

  async #attempt(reading) {
    const before = this.#problem;
    try {
      await reading();
      this.#problem = null;
    } catch (failure) {
      this.#problem = problemOf(failure);
    }
    if (before !== this.#problem) {
      this.changed();
    }
  }

  #shows(type, id) {
    return type === this.#route.type && id === this.#route.id;
  }

  #newest() {
    return this.#events.at(-1)?.sequenceNumber ?? 0;
  }

  template() {
    const { type, id } = this.#route;
    return html`<nav class="trail" aria-label="Trail"><a href="#/types">Entity types</a> / <a href=${toType(type)}>${type}</a></nav>
      <h1 tabindex="-1">${id}</h1>
      ${this.#problem ? problemBox(this.#problem) : nothing}
      ${this.#loaded ? this.#inspector() : this.#problem ? nothing : html`<p class="note">Asking the node …</p>`}`;
  }

  #inspector() {
    const { type, id } = this.#route;
    return html`<div class="inspector">
      <div>
        <state-panel .shown=${{ ...this.#route, now: this.#now, events: this.#events }}></state-panel>
        <command-form
          .target=${{ type, id, commands: this.#commands, sequenceNumber: this.#now?.sequenceNumber ?? 0 }}
          @sent=${() => this.#follow()}
        ></command-form>
      </div>
      <section class="card" aria-labelledby="events">
        <h2 id="events">Events <span class="note">${counted(this.#now?.sequenceNumber ?? 0, "event")}</span></h2>
        ${this.#events.length === 0 ? html`<p>No events yet.</p>` : timeline(this.#route, this.#events)}
        ${this.#events[0]?.sequenceNumber > 1
          ? html`<button type="button" class="quiet" @click=${() => this.#loadEarlier()}>Load earlier events</button>`
          : nothing}
      </section>
    </div>`;
  }
}

customElements.define("entity-page", EntityPage);
