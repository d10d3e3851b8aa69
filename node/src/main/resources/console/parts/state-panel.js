// An entity's state: now, or as of a picked event with what that event changed.
import * as api from "../api.js";
import { html, nothing } from "../lib/lit-html/lit-html.js";
import { counted, moment } from "../format.js";
import { stringify } from "../json.js";
import { toEntity } from "../routes.js";
import { View } from "../view.js";
import { changes, compare } from "./difference.js";
import { differenceTree, jsonTree } from "./json-tree.js";
import { problemBox, problemOf } from "./problem.js";

class StatePanel extends View {
  /** @type {{type: string, id: string, sequenceNumber: number | null, now: api.EntityState | null, events: api.EventView[]}} */
  #shown = { type: "", id: "", sequenceNumber: null, now: null, events: [] };
  /** @type {{state: api.EntityState, difference: import("./difference.js").Difference} | null} */
  #past = null;
  #problem = null;
  /** The point in time that was asked for last. */
  #asked = "";

  set shown(shown) {
    const { type, id, sequenceNumber } = shown;
    const key = stringify([type, id, sequenceNumber]);
    this.#shown = shown;
    if (key !== this.#asked) {
      const picked = this.#asked !== "";
      this.#asked = key;
      this.#problem = null;
      this.#look(key, picked);
    }
    this.changed();
  }

  async #look(key, picked) {
    const { type, id, sequenceNumber } = this.#shown;
    if (sequenceNumber === null) {
      this.#past = null;
      return;
    }
    try {
      const [before, state] = await Promise.all([
        sequenceNumber > 1 ? api.state(type, id, sequenceNumber - 1) : null,
        api.state(type, id, sequenceNumber),
      ]);
      if (key === this.#asked) {
        this.#past = state && { state, difference: compare(before?.state ?? {}, state.state) };
        this.changed();
        if (picked) {
          this.scrollIntoView({ block: "nearest" });
        }
      }
    } catch (failure) {
      this.#problem = problemOf(failure);
      this.changed();
    }
  }

  template() {
    return html`<section class="card state" aria-labelledby="state">
      <h2 id="state">State</h2>
      ${this.#problem ? problemBox(this.#problem) : nothing} ${this.#shown.sequenceNumber === null ? this.#current() : this.#asOf()}
    </section>`;
  }

  #current() {
    const now = this.#shown.now;
    return html`<p class="note" role="status">
        ${now ? html`Now, at event ${now.sequenceNumber}` : html`No events yet. The first command creates this entity.`}
      </p>
      ${now ? html`${jsonTree(now.state)}${raw(now.state)}` : nothing}`;
  }

  #asOf() {
    const { type, id, sequenceNumber, now } = this.#shown;
    const newest = now?.sequenceNumber ?? 0;
    return html`<nav class="steps" aria-label="Time travel">
        ${step("Earlier", sequenceNumber > 1, toEntity(type, id, sequenceNumber - 1))}
        ${step("Later", sequenceNumber < newest, toEntity(type, id, sequenceNumber + 1))}
        <a href=${toEntity(type, id)}>Now</a>
      </nav>
      <p class="note" role="status">${this.#told()}</p>
      ${this.#past ? html`${differenceTree(this.#past.difference)}${raw(this.#past.state.state)}` : nothing}`;
  }

  #told() {
    if (!this.#past) {
      return `As of event ${this.#shown.sequenceNumber}`;
    }
    const { state, difference } = this.#past;
    const event = this.#shown.events.find((it) => it.sequenceNumber === state.sequenceNumber)?.event ?? "event";
    return `As of event ${state.sequenceNumber}, ${event}, ${moment(state.time)}: ${counted(changes(difference), "change")}`;
  }
}

/** A step that leads nowhere stays in its place, so that nothing jumps. */
function step(name, possible, address) {
  return possible ? html`<a href=${address}>${name}</a>` : html`<span aria-disabled="true">${name}</span>`;
}

/** @param {unknown} state */
function raw(state) {
  return html`<details class="raw">
    <summary>JSON</summary>
    <pre tabindex="0" aria-label="State as JSON">${stringify(state, 2)}</pre>
  </details>`;
}

customElements.define("state-panel", StatePanel);
