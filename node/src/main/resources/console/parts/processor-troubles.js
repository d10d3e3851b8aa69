// Why a processor does not go on, and what its states lack; most often the reason is the same in all partitions, and told once.
import { counted, moment } from "../format.js";
import { html, nothing } from "../lib/lit-html/lit-html.js";

/** @param {import("../api-processors.js").Standing[]} all */
export function troubles(all) {
  const stalled = all.filter(({ status }) => status === "stalled");
  const lacking = all.filter(({ leftOut }) => leftOut > 0);
  return html`${box("It does not go on", stalled, ({ reason }) => reason, (some) => `${where(some, all.length)}, since ${moment(firstSince(some))}`)}
  ${box("Its states are without events that were processed once", lacking, ({ lastLeftOut }) => lastLeftOut?.reason ?? "", whatIsLeftOut)}`;
}

function box(title, standings, reasonOf, told) {
  return standings.length === 0
    ? nothing
    : html`<div class="problem">
        <h2>${title}</h2>
        <ul>
          ${[...Map.groupBy(standings, reasonOf)].map(([reason, some]) => html`<li>${reason} <span class="note">${told(some)}</span></li>`)}
        </ul>
      </div>`;
}

function where(some, partitions) {
  return some.length === partitions
    ? `in all ${counted(partitions, "partition")}`
    : `in ${some.length === 1 ? "partition" : "partitions"} ${some.map(({ partition }) => partition).join(", ")}`;
}

const firstSince = (some) => some.map(({ since }) => since).sort()[0];

const whatIsLeftOut = (some) =>
  some
    .map(({ partition, leftOut, lastLeftOut }) => `${counted(leftOut, "event")} in partition ${partition}${lastLeftOut ? `, the last at offset ${lastLeftOut.offset}` : ""}`)
    .join("; ");
