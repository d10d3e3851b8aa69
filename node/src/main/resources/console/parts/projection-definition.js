// What a projection is, in words, and the streams that it writes.
import { html, nothing } from "../lib/lit-html/lit-html.js";
import { stringify } from "../json.js";
import { toStream } from "../routes.js";
import { spanOf, whatOf } from "./projection-facts.js";

/** @param {import("../api-projections.js").ProjectionInFull} projection */
export function definition(projection) {
  const { outOfOrderness, declaration, module, version } = projection;
  return html`<section class="card" aria-labelledby="definition">
    <h2 id="definition">Definition</h2>
    <dl class="facts">
      ${whatOf(projection)} ${outOfOrderness === undefined ? nothing : waiting(projection)} ${streamsOf(projection)}
      <dt>Version</dt>
      <dd>${version}, ${module ? `of module ${module}` : "declared over HTTP"}</dd>
    </dl>
    ${declaration
      ? html`<details class="raw">
          <summary>Declaration</summary>
          <pre tabindex="0">${stringify(declaration, 2)}</pre>
        </details>`
      : nothing}
  </section>`;
}

/** @param {import("../api-projections.js").Projection} projection */
const waiting = ({ outOfOrderness, allowedLateness, refinement, emit }) =>
  html`<dt>In time</dt>
    <dd>events up to ${spanOf(outOfOrderness)} behind a later one</dd>
    <dt>Admitted late</dt>
    <dd>${allowedLateness === "PT0S" ? "none" : `up to ${spanOf(allowedLateness)} after the window's end`}</dd>
    <dt>Tells</dt>
    <dd>${toldIn(emit, refinement)}</dd>`;

function toldIn(emit, refinement) {
  if (emit === "final") {
    return "each window once, when nothing changes it any more";
  }
  return refinement
    ? `each window at its end, what has changed every ${spanOf(refinement)}, and at last`
    : "each window at its end, and at last";
}

const streamsOf = ({ streams }) =>
  streams === undefined
    ? nothing
    : html`<dt>Writes</dt>
        <dd>
          <div><a href=${toStream(streams.results)}>${streams.results}</a>, live</div>
          <div><a href=${toStream(streams.late)}>${streams.late}</a></div>
          <div><a href=${toStream(streams.rejected)}>${streams.rejected}</a></div>
        </dd>`;
