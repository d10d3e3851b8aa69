// The last events that a projection has in no window: too late for one, or without an answer.
import { EventTail } from "../event-tail.js";
import { brief, count, counted, millisecondsOf, span, stretch } from "../format.js";
import { html, nothing } from "../lib/lit-html/lit-html.js";
import { pause } from "../pause.js";
import { toProjection, toStream } from "../routes.js";
import { View } from "../view.js";
import { problemBox, problemOf } from "./problem.js";

const AGAIN_MILLISECONDS = 2_000;
const KEPT = 500;
const SHOWN = 10;
const WINDOWS_SHOWN = 4;

class ProjectionStrays extends View {
  /** @type {import("../api-projections.js").Projection | null} */
  #projection = null;
  #streams = null;
  /** @type {EventTail | null} */
  #late = null;
  /** @type {EventTail | null} */
  #rejected = null;
  #problem = null;

  /** @param {import("../api-projections.js").Projection} projection */
  set definition(projection) {
    this.#projection = projection;
    this.changed();
  }

  set streams(streams) {
    if (streams.late !== this.#streams?.late) {
      this.#late = new EventTail(streams.late, KEPT);
      this.#rejected = new EventTail(streams.rejected, KEPT);
    }
    this.#streams = streams;
  }

  async started() {
    const { signal } = this;
    while (!signal.aborted) {
      try {
        await Promise.all([this.#late.look(signal), this.#rejected.look(signal)]);
        this.#problem = null;
      } catch (failure) {
        this.#problem = problemOf(failure);
      }
      this.changed();
      await pause(AGAIN_MILLISECONDS, signal);
    }
  }

  template() {
    return html`${this.#problem ? problemBox(this.#problem) : nothing}
      <div class="strays"><div>${this.#lateOnes()}</div><div>${this.#rejectedOnes()}</div></div>`;
  }

  #lateOnes() {
    const events = [...Map.groupBy(this.#late.events.map(({ data }) => data), placeOf).values()].slice(0, SHOWN);
    return html`<section aria-labelledby="late">
      <h2 id="late">Late events</h2>
      <p class="note">
        ${events.length === 0
          ? "None was too late for a window."
          : html`The last that were too late for windows; <a href=${toStream(this.#streams.late)}>all ${count(this.#projection.pairs.late)}</a>, once for each window.`}
      </p>
      <ol class="timeline">
        ${events.map((missed) => this.#lateOne(missed))}
      </ol>
    </section>`;
  }

  /** @param {object[]} missed of one event, one for each window, the last first */
  #lateOne(missed) {
    const [{ key, time, clock }] = missed;
    return html`<li>
      <a href=${toProjection(this.#projection.name, key)} title="Show the windows of this key">${key}</a>
      <time datetime=${time} title="Event time: ${time}">${brief(time)}</time>
      <p class="note">${placeIn(missed[0])}, ${span(Date.parse(clock) - Date.parse(time))} behind its partition's clock</p>
      <p>Too late for ${counted(missed.length, "window")}:</p>
      <ul class="missed">
        ${missed.slice(0, WINDOWS_SHOWN).map((each) => html`<li>${stretch(each.start, each.end)} <span class="warned">${this.#byHowMuch(each)}</span></li>`)}
        ${missed.length > WINDOWS_SHOWN ? html`<li class="note">and ${count(missed.length - WINDOWS_SHOWN)} more</li>` : nothing}
      </ul>
    </li>`;
  }

  /** A session takes late events until its gap has passed as well. */
  #byHowMuch({ end, clock }) {
    const { allowedLateness = "PT0S", window } = this.#projection;
    const closed = Date.parse(end) + millisecondsOf(allowedLateness) + (window?.kind === "session" ? millisecondsOf(window.gap) : 0);
    return `by ${span(Math.max(0, Date.parse(clock) - closed))}`;
  }

  #rejectedOnes() {
    const events = this.#rejected.events.slice(0, SHOWN);
    return html`<section aria-labelledby="rejected">
      <h2 id="rejected">Rejected events</h2>
      <p class="note">
        ${events.length === 0
          ? "None was rejected."
          : html`The last that it has no answer for; <a href=${toStream(this.#streams.rejected)}>all ${count(this.#projection.events.rejected)}</a>.`}
      </p>
      <ol class="timeline">
        ${events.map(
          ({ data, time }) => html`<li>
            <span><a href=${toStream(data.stream)}>${data.stream}</a> <span class="number" title="Partition ${data.partition}, offset ${data.offset}">${data.partition}/${data.offset}</span></span> <time datetime=${time} title=${time}>${brief(time)}</time>
            <p>${data.reason}</p>
          </li>`,
        )}
      </ol>
    </section>`;
  }
}

const placeOf = ({ stream, partition, offset }) => `${stream}/${partition}/${offset}`;

const placeIn = ({ stream, partition, offset }) => `${stream} ${partition}/${offset}`;

customElements.define("projection-strays", ProjectionStrays);
