// How a processor stands in each partition of its input; what is behind or does not go on is marked in text and colour.
import { compact, count } from "../format.js";
import { html, nothing } from "../lib/lit-html/lit-html.js";

/** @param {import("../api-processors.js").Standing[]} partitions */
export const standingGrid = (partitions) => html`<ol class="partitions standings">${partitions.map(cell)}</ol>`;

function cell(standing) {
  const { partition, next, head, lag, status } = standing;
  const said = [`Partition ${partition}: reached ${count(next)} of ${count(head)}`, ...marks(standing)].join(", ");
  return html`<li class="partition ${status}" title=${said}>
    <span class="visually-hidden">${said}</span>
    <span aria-hidden="true">${partition}</span>
    <b aria-hidden="true">${compact(next)}${lag > 0 ? html`<small> of ${compact(head)}</small>` : nothing}</b>
    ${marks(standing).map((mark) => html`<em aria-hidden="true">${mark}</em>`)}
  </li>`;
}

/** @param {import("../api-processors.js").Standing} standing @returns {string[]} what is worth a word */
function marks({ status, parked, leftOut }) {
  return [
    ...(status === "running" ? [] : [status === "stalled" ? "stalled" : "catching up"]),
    ...(parked > 0 ? [`${count(parked)} parked`] : []),
    ...(leftOut > 0 ? [`${count(leftOut)} left out`] : []),
  ];
}
