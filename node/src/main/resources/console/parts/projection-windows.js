// The windows of one key of a projection, as a chart and as a table; which key, the user says, or the last that had a result.
import { previews, windows } from "../api-projections.js";
import { EventTail } from "../event-tail.js";
import { counted, stretch } from "../format.js";
import { html, nothing } from "../lib/lit-html/lit-html.js";
import { toProjection } from "../routes.js";
import { View } from "../view.js";
import { problemBox, problemOf } from "./problem.js";
import { pause } from "../pause.js";
import { Reach } from "./window-reach.js";
import { windowChart } from "./window-chart.js";
import { around, STATES, together } from "./window-states.js";
import { legend, windowTable } from "./window-table.js";
import { EVENTS, measuresOf, valueOf, valuesIn } from "./window-values.js";

const AGAIN_MILLISECONDS = 2_000;
const SHOWN = 60;
const TAIL = 500;
const OFFERED = 12;

class ProjectionWindows extends View {
  /** @type {import("../api-projections.js").ProjectionInFull | null} */
  #projection = null;
  /** The key that the address names; empty for the one that had a result last. */
  #wanted = "";
  /** @type {EventTail | null} of results */
  #tail = null;
  #results = "";
  /** @type {string[]} the last first */
  #keys = [];
  #key = "";
  /** @type {import("./window-states.js").ShownWindow[] | null} */
  #windows = null;
  /** So many are open beyond those. */
  #later = 0;
  #reach = new Reach(SHOWN);
  /** @type {number | undefined} */
  #shard = undefined;
  #measure = EVENTS;
  #picked = null;
  #width = 0;
  #problem = null;

  set projection(found) {
    if (found.name !== this.#projection?.name) {
      this.#results = "";
      this.#keys = [];
      this.#turnTo("");
    }
    this.#projection = found;
    this.changed();
  }

  /** @param {string} key */
  set wanted(key) {
    if (key !== this.#wanted) {
      this.#wanted = key;
      this.#turnTo(key || this.#keys[0] || "");
      this.#look(this.signal);
    }
  }

  async started() {
    const { signal } = this;
    const sizes = new ResizeObserver(([{ contentRect }]) => this.#measured(contentRect.width));
    sizes.observe(this);
    signal.addEventListener("abort", () => sizes.disconnect());
    while (!signal.aborted) {
      await this.#look(signal);
      await pause(AGAIN_MILLISECONDS, signal);
    }
  }

  #measured(width) {
    if (Math.round(width) !== this.#width) {
      this.#width = Math.round(width);
      this.changed();
    }
  }

  #turnTo(key) {
    if (key !== this.#key) {
      this.#key = key;
      this.#windows = null;
      this.#shard = undefined;
      this.#picked = null;
      this.#reach = new Reach(SHOWN);
    }
  }

  async #look(signal) {
    if (!this.#projection?.streams) {
      return;
    }
    const { name } = this.#projection;
    try {
      await this.#lookForKeys(signal);
      this.#turnTo(this.#wanted || this.#key || this.#keys[0] || "");
      const key = this.#key;
      if (key !== "") {
        const [told, open] = await Promise.all([
          this.#reach.look(this.#anchor(), (from) => windows(name, { key, from, limit: 1_000 }, signal)),
          previews(name, { key, limit: 1_000 }, signal),
        ]);
        this.#found(name, key, told, open);
      }
      this.#problem = null;
    } catch (failure) {
      this.#problem = problemOf(failure);
    }
    this.changed();
  }

  #found(name, key, told, open) {
    if (name === this.#projection?.name && key === this.#key) {
      const all = together(told.windows, open.windows, this.#retracted());
      this.#windows = around(all, SHOWN);
      this.#later = all.filter(({ state }) => state === "open").length - this.#windows.filter(({ state }) => state === "open").length;
      this.#shard = told.shard;
    }
  }

  async #lookForKeys(signal) {
    const { name, streams } = this.#projection;
    if (this.#results !== streams.results) {
      this.#results = streams.results;
      this.#tail = new EventTail(streams.results, TAIL);
    }
    await this.#tail.look(signal);
    const open = this.#tail.events.length > 0 ? [] : (await previews(name, { limit: 100 }, signal)).windows;
    this.#keys = [...new Set([...this.#tail.events.map(({ data }) => data.key), ...open.map(({ key }) => key)])];
  }

  /** Results that were taken back lately, and stand in the stream alone. */
  #retracted() {
    const events = this.#tail.events.filter(({ data }) => data.key === this.#key);
    const last = Map.groupBy(events, ({ data }) => `${data.start}/${data.end}`);
    return [...last.values()].map(([newest]) => newest.data).filter(({ kind }) => kind === "RETRACT");
  }

  /** The shard of the key may be ahead of others. */
  #watermark() {
    const { watermark, shards } = this.#projection;
    return shards.find(({ shard }) => shard === this.#shard)?.watermark ?? watermark;
  }

  #anchor() {
    const { eventTimeReached, sealed } = this.#projection;
    return sealed ? undefined : (this.#watermark() ?? eventTimeReached);
  }

  template() {
    return html`<section aria-labelledby="windows">
      <h2 id="windows">Windows</h2>
      ${this.#keyForm()} ${this.#problem ? problemBox(this.#problem) : nothing} ${this.#shown()}
    </section>`;
  }

  #keyForm() {
    return html`<form class="jump" @submit=${(event) => this.#choose(event)}>
        <label for="window-key">Windows of the key</label>
        <div class="row">
          <input id="window-key" name="key" list="window-keys" maxlength="255" autocomplete="off" spellcheck="false" .value=${this.#key} />
          <button type="submit">Show</button>
        </div>
        <datalist id="window-keys">${this.#keys.map((key) => html`<option value=${key}></option>`)}</datalist>
      </form>
      ${this.#keys.length === 0
        ? nothing
        : html`<nav class="choices keys" aria-label="Keys with results lately">
            ${this.#keys.slice(0, OFFERED).map((key) => html`<a class="choice" href=${toProjection(this.#projection.name, key)} aria-current=${key === this.#key ? "true" : nothing}>${key}</a>`)}
          </nav>`}`;
  }

  #choose(event) {
    event.preventDefault();
    location.hash = toProjection(this.#projection.name, new FormData(event.target).get("key").trim());
  }

  #shown() {
    if (this.#key === "") {
      return html`<p class="note">No window has anything in it yet. It shows here as soon as an event is taken.</p>`;
    }
    if (this.#windows === null) {
      return html`<p class="note">Looking …</p>`;
    }
    return this.#windows.length === 0
      ? html`<p>There is no window of <strong>${this.#key}</strong>: no event of this key was taken, or all were too late. Keys are told exactly, with upper and lower case.</p>`
      : html`${this.#chart()} ${windowTable(this.#key, this.#windows)}`;
  }

  #chart() {
    const bars = this.#windows.filter(({ start, end }) => start && end);
    const watermark = this.#watermark();
    const measures = measuresOf(this.#windows);
    const measure = measures.includes(this.#measure) ? this.#measure : EVENTS;
    return html`<figure class="card windows">
      <figcaption class="row">${legend(this.#windows)} ${measures.length > 1 ? this.#measureField(measures, measure) : nothing}</figcaption>
      ${bars.length === 0
        ? html`<p>It has one window, for all times: ${this.#say(this.#windows[0])}</p>`
        : windowChart({
            windows: bars, spec: this.#projection.window, width: Math.max(280, this.#width - 38), picked: this.#picked,
            watermark: watermark && !this.#projection.sealed ? Date.parse(watermark) : null,
            valueOf: (window) => valueOf(window, measure), sayOf: (window) => this.#say(window),
            label: `Windows of ${this.#key} by event time; arrow keys go from one to the next`,
            onPick: (id) => this.#pick(id), onKey: (event) => this.#step(event, bars),
          })}
      <p class="readout note">${this.#readout(bars)}</p>
      ${this.#later > 0 ? html`<p class="note">Another ${counted(this.#later, "window")}, which ${this.#later === 1 ? "ends" : "end"} later, ${this.#later === 1 ? "is" : "are"} open as well.</p>` : nothing}
    </figure>`;
  }

  #measureField(measures, measure) {
    return html`<label class="measure">Height
      <select @change=${(event) => this.#measureBy(event.target.value)}>
        ${measures.map((each) => html`<option value=${each} ?selected=${each === measure}>${each === EVENTS ? "events" : each}</option>`)}
      </select>
    </label>`;
  }

  #measureBy(measure) {
    this.#measure = measure;
    this.changed();
  }

  #readout(bars) {
    const picked = bars.find(({ id }) => id === this.#picked);
    return picked ? this.#say(picked) : "Point at a window, or go through them with the arrow keys, to see what it holds.";
  }

  /** @param {import("./window-states.js").ShownWindow} window */
  #say(window) {
    const late = window.pending ? `; to be told next: ${counted(window.pending.count, "event")}, ${valuesIn(window.pending)}` : "";
    return `${stretch(window.start, window.end)}, ${STATES[window.state].label}: ${counted(window.count, "event")}${window.values || window.failure ? `, ${valuesIn(window)}` : ""}${late}`;
  }

  #pick(id) {
    if (id !== this.#picked) {
      this.#picked = id;
      this.changed();
    }
  }

  #step(event, bars) {
    const by = { ArrowLeft: -1, ArrowRight: 1, Home: -bars.length, End: bars.length }[event.key];
    if (by === undefined) {
      return;
    }
    event.preventDefault();
    const at = bars.findIndex(({ id }) => id === this.#picked);
    const to = bars[Math.min(Math.max((at < 0 ? bars.length - 1 : at) + by, 0), bars.length - 1)];
    this.#pick(to.id);
    queueMicrotask(() => this.querySelector(".window.picked")?.focus());
  }
}

customElements.define("projection-windows", ProjectionWindows);
