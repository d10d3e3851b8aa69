// Finds how far back to ask for the last windows of a key: they are told from the first on, and there may be very many.
const FIRST_MILLISECONDS = 60 * 60_000;
const LEAST_MILLISECONDS = 1_000;
const MOST_MILLISECONDS = 100 * 365 * 86_400_000;
const FACTOR = 16;
const ATTEMPTS = 12;

export class Reach {
  #wanted;
  #back = FIRST_MILLISECONDS;

  /** @param {number} wanted so many windows suffice */
  constructor(wanted) {
    this.#wanted = wanted;
  }

  /**
   * @param {string | undefined} anchor an instant near the last of them; without one, all are asked for
   * @param {(from: string | undefined) => Promise<import("../api-projections.js").WindowPage>} ask for those that end behind it
   * @returns {Promise<import("../api-projections.js").WindowPage>}
   */
  async look(anchor, ask) {
    let page = null;
    let narrowed = false;
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const from = anchor === undefined || this.#back > MOST_MILLISECONDS ? undefined : back(anchor, this.#back);
      page = await ask(from);
      if (page.next !== null && anchor !== undefined && this.#back > LEAST_MILLISECONDS) {
        this.#back /= FACTOR;
        narrowed = true;
      } else if (page.windows.length < this.#wanted && from !== undefined && !narrowed) {
        this.#back *= FACTOR;
      } else {
        return page;
      }
    }
    return page;
  }
}

/** Before the year 1 there is no event time. */
const back = (anchor, milliseconds) => new Date(Math.max(Date.parse(anchor) - milliseconds, Date.parse("0001-01-02T00:00:00Z"))).toISOString();
