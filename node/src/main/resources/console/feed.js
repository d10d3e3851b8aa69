// What the node says about itself, asked every two seconds while the tab is visible, with the rates of the last minutes.
import * as api from "./api.js";

const PERIOD_MILLISECONDS = 2_000;
const REMEMBERED_MILLISECONDS = 5 * 60_000;

/**
 * @typedef {{time: number, commandsPerSecond: number, eventsPerSecond: number}} Sample
 */

class Feed extends EventTarget {
  /** The last answer of /v1/cluster; kept while the node is unreachable. */
  cluster = null;
  /** @type {api.Problem | null} why the node is not ready */
  unready = null;
  /** @type {api.Problem | null} why the last question was not answered */
  failure = null;
  /** @type {Sample[]} oldest first */
  samples = [];
  /** When the last answer came, in milliseconds since 1970. */
  answeredAt = 0;

  start() {
    document.addEventListener("visibilitychange", () => this.#poll());
    this.#poll();
  }

  #timer = 0;
  #asking = false;

  async #poll() {
    clearTimeout(this.#timer);
    if (document.hidden || this.#asking) {
      return;
    }
    this.#asking = true;
    await this.#ask();
    this.#asking = false;
    this.dispatchEvent(new Event("change"));
    this.#timer = setTimeout(() => this.#poll(), PERIOD_MILLISECONDS);
  }

  async #ask() {
    try {
      [this.cluster, this.unready] = await Promise.all([api.cluster(), api.readiness()]);
      this.failure = null;
      this.answeredAt = Date.now();
      this.#remember(this.cluster.rates);
    } catch (problem) {
      this.failure = problem;
    }
  }

  #remember(rates) {
    const since = this.answeredAt - REMEMBERED_MILLISECONDS;
    this.samples = [...this.samples.filter((sample) => sample.time >= since), { time: this.answeredAt, ...rates }];
  }
}

export const feed = new Feed();
