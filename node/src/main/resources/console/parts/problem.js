// A refusal, for people: what was wrong, where, and the stable code to look up.
import { html, nothing } from "../lib/lit-html/lit-html.js";

/**
 * @param {import("../api.js").Problem} problem
 * @param {import("../api.js").FieldError[]} [errors] those to list; those shown at their fields are left out
 */
export function problemBox(problem, errors = problem.errors) {
  return html`<div class="problem">
    <h3 tabindex="-1">${problem.title} <code class="code">${problem.code}</code></h3>
    ${problem.detail ? html`<p>${problem.detail}</p>` : nothing}
    ${errors.length > 0
      ? html`<ul>
          ${errors.map((error) => html`<li><code>${error.pointer || "/"}</code> ${error.message}</li>`)}
        </ul>`
      : nothing}
  </div>`;
}

/**
 * What went wrong while reading; anything but a Problem is a defect of the console and is thrown on.
 *
 * @param {unknown} failure
 * @returns {import("../api.js").Problem | null} null if the page was left meanwhile
 */
export function problemOf(failure) {
  if (failure?.name === "AbortError") {
    return null;
  }
  if (typeof failure?.code !== "string") {
    throw failure;
  }
  return failure;
}
