// One queue: what waits in it, and its dead letters with their reasons, to be replayed or discarded.
import * as api from "../api.js";
import { count, counted, isoDuration, moment } from "../format.js";
import { html, nothing } from "../lib/lit-html/lit-html.js";
import { jsonTree } from "../parts/json-tree.js";
import { problemBox, problemOf } from "../parts/problem.js";
import { pause } from "../pause.js";
import { toStream } from "../routes.js";
import { View } from "../view.js";

const AGAIN_MILLISECONDS = 2_000;
const FACTS = [["Ready", "ready"], ["Leased", "leased"], ["Delayed", "delayed"], ["Dead letters", "deadLetters"], ["Not acked", "lag"]];

class QueuePage extends View {
  #stream = "";
  #name = "";
  /** @type {api.Queue | null} */
  #queue = null;
  /** @type {api.DeadLetter[]} */
  #dead = [];
  #problem = null;
  #said = "";

  /** @param {{stream: string, queue: string}} route */
  set route({ stream, queue }) {
    this.#stream = stream;
    this.#name = queue;
  }

  async started() {
    const { signal } = this;
    while (!signal.aborted) {
      await this.#look(signal);
      await pause(AGAIN_MILLISECONDS, signal);
    }
  }

  async #look(signal) {
    try {
      this.#queue = await api.queue(this.#stream, this.#name, signal);
      this.#dead = (await api.deadLetters(this.#stream, this.#name, signal)).deadLetters;
      this.#problem = null;
    } catch (failure) {
      this.#problem = problemOf(failure);
    }
    this.changed();
  }

  template() {
    return html`<nav class="trail" aria-label="Trail"><a href="#/streams">Streams</a> <a href=${toStream(this.#stream)}>${this.#stream}</a></nav>
      <h1 tabindex="-1">${this.#name}</h1>
      ${this.#problem ? problemBox(this.#problem) : nothing}
      ${this.#queue ? html`${state(this.#queue)} ${this.#deadLetters()}` : nothing}`;
  }

  #deadLetters() {
    return html`<section aria-labelledby="dead-letters">
      <h2 id="dead-letters">Dead letters</h2>
      <p class="note" role="status">${this.#said}</p>
      ${this.#dead.length === 0
        ? html`<p>There are none.</p>`
        : html`<p class="row">
              <button type="button" @click=${() => this.#settle("replay", { all: true })}>Replay all</button>
              <button type="button" @click=${() => this.#settle("discard", { all: true })}>Discard all</button>
            </p>
            <ol class="timeline">${this.#dead.map((letter) => this.#letter(letter))}</ol>`}
    </section>`;
  }

  /** @param {api.DeadLetter} letter */
  #letter(letter) {
    const which = { items: [{ partition: letter.partition, offset: letter.offset }] };
    const place = `${letter.partition}/${letter.offset}`;
    return html`<li>
      <span><span class="number">${place}</span> ${letter.event?.key ?? nothing}</span>
      <time datetime=${letter.at} title=${letter.at}>${moment(letter.at)}</time>
      <p>${letter.reason} <span class="note">after ${counted(letter.attempts, "attempt")}</span></p>
      ${letter.event ? jsonTree(letter.event.data) : nothing}
      <p class="row">
        <button type="button" aria-label="Replay ${place}" @click=${() => this.#settle("replay", which)}>Replay</button>
        <button type="button" aria-label="Discard ${place}" @click=${() => this.#settle("discard", which)}>Discard</button>
      </p>
    </li>`;
  }

  async #settle(what, which) {
    try {
      const answer = await api.settle(this.#stream, this.#name, what, which);
      const done = what === "replay" ? "replayed" : "discarded";
      this.#said = `${count(answer[done])} ${done}`;
    } catch (failure) {
      this.#problem = problemOf(failure);
    }
    await this.#look(this.signal);
  }
}

/** @param {api.Queue} queue */
function state(queue) {
  return html`${queue.trouble ? html`<div class="problem"><h3>It stands still</h3><p>${queue.trouble}</p></div>` : nothing}
  <dl class="facts">
    ${FACTS.map(([label, name]) => html`<dt>${label}</dt><dd>${count(queue[name])}</dd>`)}
    <dt>Oldest not acked</dt>
    <dd>${queue.oldestUnackedAge ? isoDuration(queue.oldestUnackedAge) : "none"}</dd>
    ${queue.filter ? html`<dt>Filter</dt><dd><code>${queue.filter}</code></dd>` : nothing}
  </dl>`;
}

customElements.define("queue-page", QueuePage);
