// The events that a processor could not process, with their reasons, to be processed again or discarded.
import * as api from "../api-processors.js";
import { count, counted, moment } from "../format.js";
import { repeat } from "../lib/lit-html/directives/repeat.js";
import { html, nothing } from "../lib/lit-html/lit-html.js";
import { pause } from "../pause.js";
import { View } from "../view.js";
import { jsonTree } from "./json-tree.js";
import { problemBox, problemOf } from "./problem.js";
import "./confirm-dialog.js";

const AGAIN_MILLISECONDS = 2_000;

class ParkedEvents extends View {
  /** How many there are, set by the page. */
  total = 0;
  #processor = "";
  /** The first of them. @type {api.ParkedEvent[] | null} */
  #parked = null;
  #areMore = false;
  /** Partitions that do not answer. @type {number[]} */
  #unknown = [];
  /** Why they cannot be read. */
  #problem = null;
  /** Why what was asked for last was not done. */
  #refusal = null;
  #said = "";
  #busy = false;
  /** Counts looks, so that the answer to an earlier one does not undo what a later one told. */
  #looks = 0;
  #isDone = false;

  /** @param {string} name */
  set processor(name) {
    if (name !== this.#processor) {
      this.#processor = name;
      this.#looks++;
      this.#parked = null;
      this.#problem = null;
      this.#refusal = null;
      this.#said = "";
      this.changed();
    }
  }

  async started() {
    const { signal } = this;
    while (!signal.aborted) {
      await this.#look(signal);
      await pause(AGAIN_MILLISECONDS, signal);
    }
  }

  async #look(signal) {
    const look = ++this.#looks;
    let [found, problem] = [{ parked: this.#parked, next: null, unknownPartitions: [] }, null];
    try {
      found = await api.parked(this.#processor, signal);
    } catch (failure) {
      problem = problemOf(failure);
    }
    if (look === this.#looks) {
      this.#parked = found.parked;
      this.#areMore = found.next !== null;
      this.#unknown = found.unknownPartitions;
      this.#problem = problem;
      this.changed();
    }
  }

  template() {
    return html`<section aria-labelledby="parked">
        <h2 id="parked" tabindex="-1">Parked events</h2>
        <p class="note" role="status">${this.#said}</p>
        <div role="alert">${this.#refusal ? problemBox(this.#refusal) : nothing}</div>
        ${this.#content()}
      </section>
      <confirm-dialog></confirm-dialog>`;
  }

  #content() {
    if (this.#problem) {
      return this.#problem.code === "processor-stalled"
        ? html`<p>They are not known now. ${this.#problem.detail}</p>`
        : problemBox(this.#problem);
    }
    if (this.#parked === null) {
      return html`<p class="note">Asking the node …</p>`;
    }
    const unknown = this.#unknown.length > 0 ? html`<p>Not known of ${partitionsOf(this.#unknown)}, which cannot answer now.</p>` : nothing;
    const none = this.#unknown.length > 0 ? nothing : html`<p>There are none.</p>`;
    return html`${unknown}${this.#parked.length === 0 ? none : this.#list()}`;
  }

  #list() {
    return html`${this.#areMore ? html`<p class="note">The first ${count(this.#parked.length)} of ${count(this.total)}.</p>` : nothing}
      <p class="row">
        <button type="button" aria-disabled=${this.#busy} @click=${() => this.#replay({ all: true })}>Process all again</button>
        <button type="button" aria-disabled=${this.#busy} @click=${() => this.#discard(this.#parked)}>
          ${this.#areMore ? `Discard these ${count(this.#parked.length)}` : "Discard all"}
        </button>
      </p>
      <ol class="timeline">${repeat(this.#parked, placeOf, (parked) => this.#entry(parked))}</ol>`;
  }

  /** @param {api.ParkedEvent} parked */
  #entry(parked) {
    const place = placeOf(parked);
    return html`<li>
      <span title="Partition ${parked.partition}, offset ${parked.offset}"><span class="number">${place}</span> ${parked.event?.key ?? nothing}</span>
      <time datetime=${parked.at} title=${parked.at}>${moment(parked.at)}</time>
      <p>${parked.reason} <span class="note">after ${counted(parked.attempts, "attempt")}</span></p>
      ${parked.event ? jsonTree(parked.event.data) : html`<p class="note">The event cannot be read.</p>`}
      <p class="row actions">
        <button type="button" aria-label="Process ${place} again" aria-disabled=${this.#busy} @click=${() => this.#replay({ items: [itemOf(parked)] })}>
          Process again
        </button>
        <button type="button" aria-label="Discard ${place}" aria-disabled=${this.#busy} @click=${() => this.#discard([parked])}>Discard</button>
      </p>
    </li>`;
  }

  #replay(which) {
    return this.#settle(async () => {
      const { replayed, parked, notReached } = await api.replay(this.#processor, which);
      return `${count(replayed)} processed${parked > 0 ? `, ${count(parked)} parked again with the reason below` : ""}${missed(notReached)}`;
    });
  }

  /** Only those that the user has seen, not what was parked since. @param {api.ParkedEvent[]} events */
  async #discard(events) {
    const name = this.#processor;
    if (!this.#busy && (await this.#isConfirmed(events)) && name === this.#processor) {
      await this.#settle(async () => {
        const { discarded, notReached } = await api.discard(name, { items: events.map(itemOf) });
        return `${count(discarded)} discarded${missed(notReached)}`;
      });
    }
  }

  #isConfirmed(events) {
    const [one, it] = events.length === 1 ? [`the event ${placeOf(events[0])}`, "it"] : [counted(events.length, "event"), "them"];
    return this.querySelector("confirm-dialog").ask({
      title: `Discard ${one}?`,
      text: `The processor will never process ${it}; this cannot be undone. The input keeps ${it}.`,
      yes: "Discard",
    });
  }

  /** @param {() => Promise<string>} doing answers what was done */
  async #settle(doing) {
    if (this.#busy) {
      return;
    }
    this.#busy = true;
    this.#said = "";
    this.#refusal = null;
    this.changed();
    try {
      this.#said = await doing();
    } catch (failure) {
      this.#refusal = problemOf(failure);
    }
    await this.#look(this.signal);
    this.#busy = false;
    this.#isDone = true;
    this.changed();
  }

  /** Leads to a refusal; else the focus stays, if the button that was pressed is not gone with its event. */
  drawn() {
    if (this.#isDone && this.#refusal) {
      this.querySelector("[role=alert] h3").focus();
    } else if (this.#isDone && document.activeElement === document.body) {
      this.querySelector("#parked").focus({ preventScroll: true });
    }
    this.#isDone = false;
  }
}

const partitionsOf = (partitions) => `partition${partitions.length > 1 ? "s" : ""} ${partitions.join(", ")}`;

const missed = (notReached) => (notReached.length > 0 ? `; not done in ${partitionsOf(notReached)}` : "");

const placeOf = ({ partition, offset }) => `${partition}/${offset}`;

const itemOf = ({ partition, offset }) => ({ partition, offset });

customElements.define("parked-events", ParkedEvents);
