// Whether what a projection has counted adds up, and whether its results follow from the logs when they are made anew.
import { verify } from "../api-projections.js";
import { count, counted } from "../format.js";
import { html, nothing } from "../lib/lit-html/lit-html.js";
import { View } from "../view.js";
import { problemBox, problemOf } from "./problem.js";

class ProjectionAudit extends View {
  /** @type {import("../api-projections.js").Projection | null} */
  #projection = null;
  /** @type {import("../api-projections.js").Verification | null} */
  #verified = null;
  #verifying = false;
  #problem = null;

  /** @param {import("../api-projections.js").Projection} found */
  set projection(found) {
    if (found.name !== this.#projection?.name) {
      this.#verified = null;
      this.#problem = null;
    }
    this.#projection = found;
    this.changed();
  }

  template() {
    if (this.#projection === null) {
      return html``;
    }
    const { events, pairs } = this.#projection;
    return html`<section aria-labelledby="audit">
      <h2 id="audit">Audit</h2>
      ${sum("Events read", events.read, [["taken", events.read - events.skipped - events.rejected], ["skipped", events.skipped], ["rejected", events.rejected]])}
      ${sum("Pairs of an event and a window", pairs.all, [["included", pairs.included], ["late", pairs.late]])} ${addsUp(pairs)}
      <p class="row">
        <button type="button" aria-disabled=${this.#verifying} @click=${() => this.#verify()}>${this.#verifying ? "Making them anew …" : "Verify the results"}</button>
      </p>
      <div role="status">${this.#verified ? outcome(this.#verified) : nothing}</div>
      ${this.#problem ? problemBox(this.#problem) : nothing}
    </section>`;
  }

  async #verify() {
    if (this.#verifying) {
      return;
    }
    this.#verifying = true;
    this.#verified = null;
    this.#problem = null;
    this.changed();
    try {
      this.#verified = await verify(this.#projection.name);
    } catch (failure) {
      this.#problem = problemOf(failure);
    }
    this.#verifying = false;
    this.changed();
  }
}

/** @param {string} label @param {number} whole @param {[string, number][]} parts */
const sum = (label, whole, parts) => html`<dl class="sum">
  <div class="whole"><dt>${label}</dt><dd>${count(whole)}</dd></div>
  ${parts.map(([name, part], index) => html`<div><dt><span aria-hidden="true">${index === 0 ? "=" : "+"}</span> ${name}</dt><dd>${count(part)}</dd></div>`)}
</dl>`;

/** @param {{all: number, included: number, late: number}} pairs */
function addsUp({ all, included, late }) {
  const missing = all - included - late;
  return missing === 0
    ? html`<p class="status good">It adds up</p>`
    : html`<p class="status bad">It does not add up: ${counted(Math.abs(missing), "pair")} ${missing > 0 ? "missing" : "too many"}</p>`;
}

/** @param {import("../api-projections.js").Verification} verified */
const outcome = (verified) =>
  verified.equal
    ? html`<p>Made anew from the logs, ${counted(verified.results, "result")} and ${counted(verified.late, "late pair")} are the same. <code title=${verified.digest}>${verified.digest.slice(0, 16)}…</code></p>`
    : html`<p class="reason">Made anew from the logs, other results follow: functions have changed since. What was told stands.</p>`;

customElements.define("projection-audit", ProjectionAudit);
