// One stream: its events as they come, newest first, who consumes it, and what its definition says.
import * as api from "../api.js";
import { count, moment } from "../format.js";
import { stringify } from "../json.js";
import { repeat } from "../lib/lit-html/directives/repeat.js";
import { html, nothing } from "../lib/lit-html/lit-html.js";
import { jsonTree } from "../parts/json-tree.js";
import { problemBox, problemOf } from "../parts/problem.js";
import { toEntity } from "../routes.js";
import { View } from "../view.js";
import "../parts/stream-processors.js";
import "../parts/stream-projections.js";
import "../parts/stream-readers.js";

const SHOWN = 100;
const LABELS = { version: "Version", key: "Key", eventTime: "Event time", retention: "Kept for" };

class StreamPage extends View {
  #name = "";
  /** @type {api.Stream | null} */
  #stream = null;
  #problem = null;
  /** @type {api.StreamEvent[]} newest first */
  #events = [];
  /** Those that came while the tail was paused. @type {api.StreamEvent[]} */
  #held = [];
  #paused = false;
  #connected = false;
  /** @type {api.Selection} */
  #selection = { key: "", filter: "" };
  /** Why nothing can be selected so. @type {api.Problem | null} */
  #refusal = null;
  /** @type {import("../listener.js").Listener | null} */
  #listener = null;
  /** Counts what was to be listened to; only the last is. */
  #turn = 0;

  /** @param {{stream: string}} route */
  set route({ stream }) {
    if (stream !== this.#name) {
      this.#name = stream;
      if (this.isConnected) {
        this.started();
      }
    }
  }

  async started() {
    this.#stream = null;
    this.#turn++;
    this.#listener?.close();
    try {
      this.#stream = await api.stream(this.#name, this.signal);
      this.#problem = null;
      await this.#listen();
    } catch (failure) {
      this.#problem = problemOf(failure);
    }
    this.changed();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#listener?.close();
  }

  /** All events, or those selected; only what comes, where there are many. */
  async #listen() {
    this.#listener?.close();
    this.#connected = false;
    this.#events = [];
    this.#held = [];
    const [turn, name, selection] = [++this.#turn, this.#name, this.#selection];
    const from = await api.whereToListen(name, selection, this.signal);
    if (turn !== this.#turn || !this.isConnected) {
      return; // something else is shown meanwhile
    }
    this.#listener = api.listen(name, selection, from, {
      connected: (is) => {
        this.#connected = is;
        this.changed();
      },
      came: (event) => this.#came(event),
    });
    this.changed();
  }

  #came(event) {
    if (this.#paused) {
      this.#held = [event, ...this.#held].slice(0, SHOWN);
    } else {
      this.#events = [event, ...this.#events].slice(0, SHOWN);
    }
    this.changed();
  }

  template() {
    return html`<nav class="trail" aria-label="Trail"><a href="#/streams">Streams</a></nav>
      <h1 tabindex="-1">${this.#name}</h1>
      ${this.#problem ? problemBox(this.#problem) : html`${this.#tail()} <stream-readers .stream=${this.#name}></stream-readers> <stream-processors .stream=${this.#name}></stream-processors> <stream-projections .stream=${this.#name}></stream-projections> ${this.#stream ? definition(this.#stream) : nothing}`}`;
  }

  #tail() {
    return html`<section aria-labelledby="events">
      <h2 id="events">Events</h2>
      <form class="jump" @submit=${(event) => this.#filter(event)}>
        <label for="key">${this.#stream?.entityType ? "Only those of one entity" : "Only those of one key"}</label>
        <div class="row">
          <input id="key" name="key" maxlength="255" autocomplete="off" spellcheck="false" .value=${this.#selection.key} />
        </div>
        <label for="filter">Only those where, in CEL</label>
        <div class="row">
          <input id="filter" name="filter" autocomplete="off" spellcheck="false" placeholder="data.seconds &gt; 5" .value=${this.#selection.filter} />
          <button type="submit">Filter</button>
          <button type="button" aria-pressed=${this.#paused} @click=${() => this.#pause()}>${this.#paused ? "Go on" : "Pause"}</button>
        </div>
      </form>
      ${this.#refusal ? problemBox(this.#refusal) : nothing}
      <p class="note" role="status">${this.#status()}</p>
      <ol class="timeline">
        ${repeat(this.#events, (event) => event.position, (event) => this.#entry(event))}
      </ol>
    </section>`;
  }

  #status() {
    if (this.#refusal) {
      return "Nothing is shown";
    }
    if (!this.#connected) {
      return "Connecting …";
    }
    if (this.#paused) {
      return `Paused; ${count(this.#held.length)}${this.#held.length === SHOWN ? " or more" : ""} came since`;
    }
    return this.#events.length === 0 ? "Live; no event yet" : `Live; the last ${count(this.#events.length)}`;
  }

  /** @param {api.StreamEvent} event */
  #entry(event) {
    return html`<li>
      ${this.#stream?.entityType
        ? html`<a href=${toEntity(this.#stream.entityType, event.key, event.sequenceNumber)} title="Show the entity as of this event">
            <span class="number"><span class="visually-hidden">Event </span>${event.sequenceNumber}</span> ${event.key}
          </a>`
        : html`<span title="Partition ${event.partition}, offset ${event.offset}"><span class="number">${event.partition}/${event.offset}</span> ${event.key ?? nothing}</span>`}
      <time datetime=${event.time} title=${event.time}>${moment(event.time)}</time>
      ${jsonTree(event.data)}
    </li>`;
  }

  #pause() {
    this.#paused = !this.#paused;
    if (!this.#paused) {
      this.#events = [...this.#held, ...this.#events].slice(0, SHOWN);
      this.#held = [];
    }
    this.changed();
  }

  /** @param {SubmitEvent} event */
  async #filter(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    this.#selection = { key: form.get("key").trim(), filter: form.get("filter").trim() };
    this.#refusal = null;
    try {
      await this.#listen();
    } catch (failure) {
      this.#refusal = problemOf(failure);
      this.changed();
    }
  }
}

/** @param {api.Stream} stream */
function definition(stream) {
  return html`<section aria-labelledby="definition">
    <h2 id="definition">Definition</h2>
    <dl class="facts">
      <dt>Kind</dt>
      <dd>${stream.kind}${stream.retired ? ", retired" : ""}</dd>
      ${["version", "key", "eventTime", "retention"].map((name) => (stream[name] === undefined ? nothing : html`<dt>${LABELS[name]}</dt><dd>${stream[name]}</dd>`))}
    </dl>
    ${stream.warnings.map((warning) => html`<p><strong>${warning.rule}</strong> ${warning.problem}; ${warning.remedy}</p>`)}
    ${stream.advice.map((advice) => html`<p><strong>${advice.rule}</strong> <code>${advice.field}</code> ${advice.advice}</p>`)}
    <details>
      <summary>Avro schema, fingerprint <code>${stream.fingerprint}</code></summary>
      <pre tabindex="0">${stringify(stream.schema, 2)}</pre>
    </details>
  </section>`;
}

customElements.define("stream-page", StreamPage);
