// The partitions of one log, each with its next offset and writer epoch; the fuller a partition among its fellows, the deeper its tint.
import { html } from "../lib/lit-html/lit-html.js";
import { compact, count, counted } from "../format.js";

const TINTS = 4;

/**
 * @param {string} log
 * @param {number} partitions
 * @param {{partition: number, owner: string | null, nextOffset: number, epoch: number}[]} logs those of this log that are open
 */
export function partitionGrid(log, partitions, logs) {
  const open = new Map(logs.map((entry) => [entry.partition, entry]));
  const fullest = Math.max(1, ...logs.map((entry) => entry.nextOffset));
  const total = logs.reduce((sum, entry) => sum + entry.nextOffset, 0);
  return html`<section class="log" aria-label="Log ${log}">
    <h3><code>${log}</code> <span class="note">${counted(total, "offset")} written</span></h3>
    <ol class="partitions">
      ${Array.from({ length: partitions }, (_, partition) => cell(partition, open.get(partition), fullest))}
    </ol>
  </section>`;
}

function cell(partition, entry, fullest) {
  if (!entry) {
    return html`<li class="partition empty">
      <span aria-hidden="true">${partition}</span><span class="visually-hidden">Partition ${partition}: nothing written</span>
    </li>`;
  }
  const tint = entry.nextOffset === 0 ? 0 : Math.ceil((TINTS * entry.nextOffset) / fullest);
  const said = `Partition ${partition}: next offset ${count(entry.nextOffset)}, epoch ${entry.epoch}`;
  return html`<li class="partition tint-${tint}" title="${said}${entry.owner ? `, owner ${entry.owner}` : ""}">
    <span class="visually-hidden">${said}</span>
    <span aria-hidden="true">${partition}</span><b aria-hidden="true">${compact(entry.nextOffset)}</b
    ><i aria-hidden="true">e${entry.epoch}</i>
  </li>`;
}
