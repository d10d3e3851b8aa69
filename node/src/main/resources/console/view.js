// The base of every page and part: a custom element that draws itself from its fields with lit-html, in the page's own DOM,
// so that labels, focus and the one stylesheet work across parts.
import { render } from "./lib/lit-html/lit-html.js";

/**
 * @abstract
 */
export class View extends HTMLElement {
  #drawScheduled = false;
  #leaving = new AbortController();

  /** Aborted when the element leaves the page. */
  get signal() {
    return this.#leaving.signal;
  }

  connectedCallback() {
    this.#leaving = new AbortController();
    this.started();
    this.changed();
  }

  disconnectedCallback() {
    this.#leaving.abort();
  }

  /** Draws anew, once, after the present task. */
  changed() {
    if (this.#drawScheduled) {
      return;
    }
    this.#drawScheduled = true;
    queueMicrotask(() => {
      this.#drawScheduled = false;
      if (this.isConnected) {
        render(this.template(), this);
        this.drawn();
      }
    });
  }

  /** Called when the element enters the page. */
  started() {}

  /** Called after each drawing. */
  drawn() {}

  /**
   * @abstract
   * @returns {import("lit-html").TemplateResult}
   */
  template() {
    throw new Error(`${this.localName} draws nothing`);
  }
}
