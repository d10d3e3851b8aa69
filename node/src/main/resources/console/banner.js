// The strip under the masthead that tells of a node that does not answer, or a store that has failed. Shown on every page.
import { html, nothing } from "./lib/lit-html/lit-html.js";
import { feed } from "./feed.js";
import { clock } from "./format.js";
import { View } from "./view.js";

class Banner extends View {
  started() {
    feed.addEventListener("change", () => this.changed(), { signal: this.signal });
  }

  template() {
    return html`<div role="alert">${this.#unreachable()}${this.#storeFailed()}</div>`;
  }

  #unreachable() {
    if (!feed.failure) {
      return nothing;
    }
    const kept = feed.answeredAt ? ` What you see is from ${clock(feed.answeredAt)}.` : "";
    return html`<p class="banner"><strong>${feed.failure.title}.</strong> ${feed.failure.detail}${kept}</p>`;
  }

  #storeFailed() {
    const store = feed.cluster?.store;
    if (store?.health !== "failed") {
      return nothing;
    }
    return html`<p class="banner">
      <strong>The store has failed.</strong> The node acknowledges no commands until it is restarted. ${store.reason ?? ""}
    </p>`;
  }
}

customElements.define("sillok-banner", Banner);
