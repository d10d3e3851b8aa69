// Sends commands to one entity: a form made from the command's schema, or its JSON; then the answer, or the problem at its place.
import * as api from "../api.js";
import { html, nothing } from "../lib/lit-html/lit-html.js";
import { live } from "../lib/lit-html/directives/live.js";
import { canRead, parse, stringify } from "../json.js";
import { problemBox, problemOf } from "../parts/problem.js";
import { View } from "../view.js";
import { answerBox } from "./answer.js";
import { controlId, membersView } from "./field-views.js";
import { ObjectField } from "./fields.js";
import { randomUuid } from "./random-uuid.js";
import { formOf } from "./schema.js";

class CommandForm extends View {
  /** @type {{type: string, id: string, commands: api.Command[], sequenceNumber: number}} */
  #target = { type: "", id: "", commands: [], sequenceNumber: 0 };
  /** @type {api.Command | undefined} */
  #command;
  /** @type {import("./fields.js").Field | null} */
  #form = null;
  /** The command as JSON, while the user edits it so; else null. */
  #json = null;
  #jsonRefused = false;
  #expected = "";
  #sending = false;
  /** The last request that may still be under way, so that sending it again takes effect once. */
  #unanswered = null;
  /** @type {object | null} what the last command was answered */
  #answer = null;
  /** @type {api.Problem | null} */
  #problem = null;
  /** @type {Map<string, string>} JSON pointer to message, of errors shown at their fields */
  #errors = new Map();
  #focus = null;

  set target(target) {
    const moved = target.type !== this.#target.type || target.id !== this.#target.id;
    this.#target = target;
    if (moved) {
      this.#expected = "";
      this.#unanswered = null;
      this.#choose(target.commands[0]);
    }
    this.changed();
  }

  /** @param {api.Command | undefined} command */
  #choose(command) {
    this.#command = command;
    this.#form = command ? formOf(command.schema) : null;
    this.#json = this.#form instanceof ObjectField ? null : "{}";
    this.#jsonRefused = false;
    this.#settle(null, null);
  }

  template() {
    const { commands } = this.#target;
    if (commands.length === 0) {
      return html`<section class="card" aria-labelledby="send">
        <h2 id="send">Send a command</h2>
        <p>No loaded module has commands for ${this.#target.type}.</p>
      </section>`;
    }
    return html`<section class="card" aria-labelledby="send">
      <h2 id="send">Send a command</h2>
      <form novalidate @submit=${(event) => this.#send(event)}>
        <fieldset class="choices">
          <legend class="visually-hidden">Command</legend>
          ${commands.map((command) => this.#choice(command))}
        </fieldset>
        ${this.#json === null ? this.#fields() : this.#editor()} ${this.#options()}
        <div class="row actions">
          <button type="submit" class="primary" aria-disabled=${this.#sending}>Send ${this.#command.name}</button>
          <button type="button" class="quiet" aria-pressed=${this.#json !== null} @click=${() => this.#toggleJson()}>Edit as JSON</button>
        </div>
      </form>
      <div class="outcome" role="status">
        ${this.#answer ? answerBox(this.#target, this.#answer) : nothing}
        ${this.#problem ? problemBox(this.#problem, this.#problem.errors.filter((error) => !this.#errors.has(error.pointer))) : nothing}
      </div>
    </section>`;
  }

  #choice(command) {
    const choose = () => {
      this.#choose(command);
      this.changed();
    };
    return html`<label class="choice"
      ><input type="radio" name="command" value=${command.name} .checked=${live(command === this.#command)} @change=${choose} />${command.name}</label
    >`;
  }

  #fields() {
    const fields = membersView(this.#form, {
      pointer: "",
      label: "",
      errorAt: (pointer) => this.#errors.get(pointer),
      edited: (pointer) => {
        this.#errors.delete(pointer);
        this.changed();
      },
    });
    return fields.length === 0 ? html`<p class="note">This command takes no fields.</p>` : fields;
  }

  #editor() {
    const take = (event) => {
      this.#json = event.target.value;
      this.#jsonRefused = false;
      this.changed();
    };
    return html`<div class="field">
      <label for="command-json">Command as JSON</label>
      <textarea id="command-json" rows="8" spellcheck="false" .value=${live(this.#json)} @input=${take}></textarea>
      ${this.#jsonRefused ? html`<p class="error" role="alert">The form cannot hold this JSON. Mend it, or send it from here.</p>` : nothing}
    </div>`;
  }

  #options() {
    return html`<details class="options">
      <summary>Expected sequence number</summary>
      <div class="field">
        <label for="expected">Refuse the command unless the entity stands at <span class="note">optional</span></label>
        <div class="row">
          <input id="expected" inputmode="numeric" autocomplete="off" .value=${live(this.#expected)} @input=${(event) => this.#expect(event.target.value)} />
          <button type="button" class="quiet" @click=${() => this.#expect(String(this.#target.sequenceNumber))}>Now at ${this.#target.sequenceNumber}</button>
        </div>
      </div>
    </details>`;
  }

  #expect(text) {
    this.#expected = text.trim();
    this.changed();
  }

  #toggleJson() {
    if (this.#json === null) {
      this.#json = indented(this.#form.toJson());
      this.#errors.clear();
    } else if (this.#form instanceof ObjectField && canRead(this.#json) && this.#form.load(parse(this.#json))) {
      this.#json = null;
    } else {
      this.#jsonRefused = true;
    }
    this.changed();
  }

  async #send(event) {
    event.preventDefault();
    if (this.#sending) {
      return;
    }
    this.#sending = true;
    this.changed();
    const target = this.#target;
    const request = this.#request();
    try {
      const answer = await api.send(request);
      this.#unanswered = null;
      this.#settleFor(target, answer, null);
    } catch (failure) {
      const problem = problemOf(failure);
      this.#unanswered = mayBeUnderWay(problem) ? request : null;
      this.#settleFor(target, null, problem);
    }
    this.#sending = false;
    this.dispatchEvent(new Event("sent"));
    this.changed();
  }

  /** The same request as before, if it was not answered, keeps its key. */
  #request() {
    const { type, id } = this.#target;
    const request = { type, id, command: this.#command.name, body: this.#json ?? this.#form.toJson(), expected: this.#expected };
    const { idempotencyKey, ...unanswered } = this.#unanswered ?? {};
    return { ...request, idempotencyKey: stringify(unanswered) === stringify(request) ? idempotencyKey : randomUuid() };
  }

  /** The user may have gone to another entity while the command was under way. */
  #settleFor(target, answer, problem) {
    if (target.type === this.#target.type && target.id === this.#target.id) {
      this.#settle(answer, problem);
    }
  }

  #settle(answer, problem) {
    this.#answer = answer;
    this.#problem = problem;
    const placed = (problem?.errors ?? []).filter((error) => this.#control(error.pointer) !== null);
    this.#errors = new Map(placed.map((error) => [error.pointer, error.message]));
    this.#focus = problem ? () => this.#firstError() ?? this.querySelector(".problem h3") : null;
  }

  drawn() {
    this.#focus?.()?.focus();
    this.#focus = null;
  }

  #firstError() {
    return this.querySelector('[aria-invalid="true"]') ?? this.#control(this.#errors.keys().next().value);
  }

  /** @param {string | undefined} pointer */
  #control(pointer) {
    return pointer === undefined ? null : this.querySelector(`#${CSS.escape(controlId(pointer))}`);
  }
}

/** No answer, or one that says that the node could not finish: the command may yet take effect. */
function mayBeUnderWay(problem) {
  return problem instanceof api.Unreachable || problem?.status >= 500 || problem?.code === "command-in-progress";
}

const indented = (text) => stringify(parse(text), 2);

customElements.define("command-form", CommandForm);
