// A JSON value as nested definition lists, with what was added, removed and changed marked in text, colour and sign.
import { html } from "../lib/lit-html/lit-html.js";
import { compare } from "./difference.js";

/** @param {unknown} value */
export const jsonTree = (value) => differenceTree(compare(value, value));

/** @param {import("./difference.js").Difference} difference */
export function differenceTree(difference) {
  const { value, children } = difference;
  if (children === undefined) {
    return leaf(value);
  }
  if (children.length === 0) {
    return html`<span class="value empty">${Array.isArray(value) ? "empty list" : "empty"}</span>`;
  }
  return html`<dl class="tree ${Array.isArray(value) ? "list" : ""}">${children.map(([key, child]) => entry(key, child))}</dl>`;
}

function entry(key, child) {
  return html`<div class="entry ${child.kind} ${child.children?.length ? "nested" : ""}">
    <dt>${key}</dt>
    <dd>${marked(child)}</dd>
  </div>`;
}

/** @param {import("./difference.js").Difference} child */
function marked(child) {
  switch (child.kind) {
    case "added":
      return html`${said("added")}<ins>${differenceTree(child)}</ins>`;
    case "removed":
      return html`${said("removed")}<del>${differenceTree(child)}</del>`;
    case "changed":
      return html`${said("changed from")}<del>${differenceTree(compare(child.before, child.before))}</del>${said("to")}<ins
          >${differenceTree(compare(child.value, child.value))}</ins
        >`;
    default:
      return differenceTree(child);
  }
}

/** What the marks mean, for those who cannot see them. */
const said = (words) => html`<span class="visually-hidden">${words} </span>`;

function leaf(value) {
  if (value === null || value === undefined) {
    return html`<span class="value empty">none</span>`;
  }
  if (value === "") {
    return html`<span class="value empty">empty text</span>`;
  }
  return html`<span class="value ${typeof value}">${String(value)}</span>`;
}
