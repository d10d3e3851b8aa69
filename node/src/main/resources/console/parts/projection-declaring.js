// How a projection is declared without code, as a line for a shell.
import { html } from "../lib/lit-html/lit-html.js";

/**
 * @param {string} name of the projection
 * @param {string} stream that it is to read; empty if none is there
 */
export function declaring(name, stream) {
  const declaration = {
    stream: stream || "page-viewed",
    window: { kind: "tumbling", size: "PT1M" },
    outOfOrderness: "PT5S",
    allowedLateness: "PT1M",
    emit: "updates",
    aggregates: { events: { function: "count" } },
  };
  const url = new URL(`../v1/projections/${encodeURIComponent(name)}`, document.baseURI);
  return html`<pre class="shell" tabindex="0" aria-label="Command"><code>curl -X PUT ${url.href} \\
  -H 'Content-Type: application/json' \\
  -d '${JSON.stringify(declaration)}'</code></pre>`;
}
