// Asks before something that cannot be undone.
import { html } from "../lib/lit-html/lit-html.js";
import { View } from "../view.js";

class ConfirmDialog extends View {
  #question = { title: "", text: "", yes: "" };
  #answer = (_) => {};

  /**
   * @param {{title: string, text: string, yes: string}} question `yes` is what the button says
   * @returns {Promise<boolean>} whether it was confirmed
   */
  async ask(question) {
    this.#question = question;
    this.changed();
    await null; // until it is drawn
    return new Promise((resolve) => {
      this.#answer = resolve;
      this.#dialog.returnValue = "";
      this.#dialog.showModal();
    });
  }

  get #dialog() {
    return this.querySelector("dialog");
  }

  /** Whoever left the page did not confirm. */
  disconnectedCallback() {
    super.disconnectedCallback();
    this.#answer(false);
  }

  template() {
    const { title, text, yes } = this.#question;
    return html`<dialog aria-labelledby="question" @close=${() => this.#answer(this.#dialog.returnValue === "yes")}>
      <h2 id="question">${title}</h2>
      <p>${text}</p>
      <p class="row actions">
        <button type="button" autofocus @click=${() => this.#dialog.close()}>Cancel</button>
        <button type="button" class="danger" @click=${() => this.#dialog.close("yes")}>${yes}</button>
      </p>
    </dialog>`;
  }
}

customElements.define("confirm-dialog", ConfirmDialog);
