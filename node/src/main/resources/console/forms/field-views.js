// Draws fields as labelled controls, each with its error at its place.
import { html, nothing } from "../lib/lit-html/lit-html.js";
import { live } from "../lib/lit-html/directives/live.js";
import { randomUuid } from "./random-uuid.js";
import { BooleanField, ChoiceField, ListField, MapField, ObjectField, TextField, VariantField } from "./fields.js";

/**
 * What drawing needs beside the field.
 *
 * @typedef {object} Surroundings
 * @property {string} pointer the field's JSON pointer
 * @property {string} label what the user sees, if the field has no name of its own
 * @property {(pointer: string) => string | undefined} errorAt
 * @property {(pointer: string) => void} edited called after the user changed the field there
 */

const HINTS = {
  integer: "whole number",
  number: "number",
  decimal: "decimal",
  instant: "time, such as 2026-01-31T09:30:00Z",
  date: "date, such as 2026-01-31",
  duration: "duration, such as PT1H30M",
  uuid: "UUID",
  base64: "Base64",
  json: "JSON",
};
const FILLERS = {
  instant: { name: "Now", fill: () => new Date().toISOString() },
  uuid: { name: "Generate", fill: randomUuid },
};

/** @param {import("./fields.js").Field} field @param {Surroundings} at */
export function fieldView(field, at) {
  switch (field.constructor) {
    case TextField:
      return textView(field, at);
    case BooleanField:
      return field.required ? checkboxView(field, at) : selectView(field, at, ["yes", "no"], [true, false].indexOf(field.value), (chosen) => {
          field.value = [true, false][chosen] ?? null;
        });
    case ChoiceField:
      return selectView(field, at, field.options, field.chosen, (chosen) => {
        field.chosen = chosen;
      });
    case VariantField:
      return variantView(field, at);
    case ObjectField:
      return objectView(field, at);
    case ListField:
    case MapField:
      return itemsView(field, at);
    default:
      throw new Error(`No view for ${field.constructor.name}`);
  }
}

/** @param {ObjectField} field @param {Surroundings} at */
export const membersView = (field, at) =>
  field.members.map((member) => fieldView(member, { ...at, pointer: `${at.pointer}/${escaped(member.name)}`, label: member.name }));

/** The id of the control for `pointer`. @param {string} pointer */
export const controlId = (pointer) => `field-${pointer}`;

function textView(field, at) {
  const take = (text) => {
    field.text = text;
    at.edited(at.pointer);
  };
  const filler = FILLERS[field.kind];
  const numeric = { integer: "numeric", number: "decimal", decimal: "decimal" }[field.kind] ?? "text";
  const control =
    field.kind === "json"
      ? html`<textarea id=${controlId(at.pointer)} rows="4" spellcheck="false" .value=${live(field.text)} @input=${(event) => take(event.target.value)}
          aria-invalid=${invalid(at)} aria-describedby=${describedBy(at)}></textarea>`
      : html`<input id=${controlId(at.pointer)} autocomplete="off" spellcheck="false" inputmode=${numeric} .value=${live(field.text)}
          @input=${(event) => take(event.target.value)} aria-invalid=${invalid(at)} aria-describedby=${describedBy(at)} />`;
  const button = filler ? html`<button type="button" class="quiet" @click=${() => take(filler.fill())}>${filler.name}</button>` : nothing;
  return labelled(field, at, html`<div class="row">${control}${button}</div>`, HINTS[field.kind]);
}

function checkboxView(field, at) {
  const take = (event) => {
    field.value = event.target.checked;
    at.edited(at.pointer);
  };
  return html`<div class="field">
    <label class="check"><input type="checkbox" id=${controlId(at.pointer)} .checked=${live(field.value)} @change=${take}
      aria-invalid=${invalid(at)} aria-describedby=${describedBy(at)} /> ${at.label}</label>
    ${described(field, at)}
  </div>`;
}

function selectView(field, at, options, chosen, choose) {
  const take = (event) => {
    choose(Number(event.target.value));
    at.edited(at.pointer);
  };
  return labelled(
    field,
    at,
    html`<select id=${controlId(at.pointer)} @change=${take} aria-invalid=${invalid(at)} aria-describedby=${describedBy(at)}>
      <option value="-1" ?selected=${chosen < 0}>${field.required ? "choose …" : "not set"}</option>
      ${options.map((option, index) => html`<option value=${index} ?selected=${index === chosen}>${String(option)}</option>`)}
    </select>`,
  );
}

function variantView(field, at) {
  const names = field.variants.map((variant) => variant.constant);
  return html`${selectView(field, at, names, field.chosen, (chosen) => field.choose(chosen))}
  ${field.field ? html`<div class="group">${membersView(field.field, at)}</div>` : nothing}`;
}

function objectView(field, at) {
  const include = (included) => {
    field.include(included);
    at.edited(at.pointer);
  };
  const button = field.required
    ? nothing
    : html`<button type="button" class="quiet" @click=${() => include(field.members === null)}>${field.members ? "Leave out" : "Fill in"} ${at.label}</button>`;
  return group(field, at, html`${field.members ? membersView(field, at) : nothing}${button}`);
}

function itemsView(field, at) {
  // What was focused may be gone, and what was added is what comes next: the focus goes there once it is drawn.
  const change = (event, action, focused) => {
    const group = event.target.closest("fieldset");
    action();
    at.edited(at.pointer);
    queueMicrotask(() => focused(group)?.focus());
  };
  const added = (group) => [...group.querySelectorAll(":scope > .item")].at(-1).querySelector("input, select, textarea, button");
  const items = field instanceof ListField ? field.items.map((item, index) => [String(index), item]) : field.entries.map((entry) => [entry.key, entry.field]);
  const rows = items.map(([key, item], index) => {
    const label = `${at.label} ${index + 1}`;
    return html`<div class="item">
      ${field instanceof MapField ? keyView(field.entries[index], label, () => at.edited(at.pointer)) : nothing}
      ${fieldView(item, { ...at, pointer: `${at.pointer}/${escaped(key)}`, label })}
      <button type="button" class="quiet" @click=${(event) => change(event, () => field.remove(index), (group) => group)}>Remove <span class="visually-hidden">${label}</span></button>
    </div>`;
  });
  return group(field, at, html`${rows}<button type="button" class="quiet" @click=${(event) => change(event, () => field.add(), added)}>Add to ${at.label}</button>`);
}

function keyView(entry, label, edited) {
  const take = (event) => {
    entry.key = event.target.value;
    edited();
  };
  return html`<div class="field"><label>${label} key <input autocomplete="off" .value=${live(entry.key)} @input=${take} /></label></div>`;
}

function labelled(field, at, control, hint) {
  const notes = [hint, field.required ? null : "optional"].filter(Boolean).join(", ");
  return html`<div class="field">
    <label for=${controlId(at.pointer)}>${at.label} ${notes ? html`<span class="note">${notes}</span>` : nothing}</label>
    ${control}${described(field, at)}
  </div>`;
}

function group(field, at, content) {
  return html`<fieldset class="group" id=${controlId(at.pointer)} tabindex="-1" aria-describedby=${describedBy(at)}>
    <legend>${at.label} ${field.required ? nothing : html`<span class="note">optional</span>`}</legend>
    ${described(field, at)}${content}
  </fieldset>`;
}

function described(field, at) {
  const error = at.errorAt(at.pointer);
  return html`${field.description ? html`<p class="note">${field.description}</p>` : nothing}
  ${error ? html`<p class="error" id="${controlId(at.pointer)}-error">${error}</p>` : nothing}`;
}

const invalid = (at) => (at.errorAt(at.pointer) ? "true" : nothing);
const describedBy = (at) => (at.errorAt(at.pointer) ? `${controlId(at.pointer)}-error` : nothing);
const escaped = (name) => name.replaceAll("~", "~0").replaceAll("/", "~1");
