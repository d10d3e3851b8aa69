// The last events of a stream, looked for anew whenever it is asked to; for streams that may have very many.
import { ask } from "./api.js";

const PAGE = 1_000;
const PAGES_A_LOOK = 20;

/** How far back it looks for enough of them, in milliseconds; then it begins at the start. */
const BACK = [60_000, 10 * 60_000, 2 * 3_600_000, 24 * 3_600_000];

export class EventTail {
  /** Newest first. @type {import("./api.js").StreamEvent[]} */
  events = [];
  #path;
  #key;
  #most;
  /** Behind those that were read. @type {string | null} */
  #next = null;
  /** @type {Promise<void> | null} */
  #looking = null;

  /**
   * @param {string} stream
   * @param {number} most so many are kept
   * @param {string} [key] those of one key
   */
  constructor(stream, most, key = "") {
    this.#path = `v1/streams/${encodeURIComponent(stream)}/events`;
    this.#most = most;
    this.#key = key;
  }

  /** Reads what has come since; once, however many ask for it meanwhile. @param {AbortSignal} signal @returns {Promise<void>} */
  look(signal) {
    this.#looking ??= this.#read(signal).finally(() => (this.#looking = null));
    return this.#looking;
  }

  async #read(signal) {
    let page = this.#next === null ? await this.#begin(signal) : await this.#page(this.#next, signal);
    this.#take(page);
    for (let pages = 1; page.events.length === PAGE && pages < PAGES_A_LOOK; pages++) {
      page = await this.#page(page.next, signal);
      this.#take(page);
    }
  }

  async #begin(signal) {
    for (const back of BACK) {
      const page = await this.#page(new Date(Date.now() - back).toISOString(), signal);
      if (page.events.length >= this.#most) {
        return page;
      }
    }
    return this.#page("start", signal);
  }

  #page(from, signal) {
    const parameters = new URLSearchParams({ from, limit: String(PAGE), ...(this.#key ? { key: this.#key } : {}) });
    return ask(`${this.#path}?${parameters}`, { signal });
  }

  #take({ events, next }) {
    this.events = [...events.toReversed(), ...this.events].slice(0, this.#most);
    this.#next = next;
  }
}
