// The states of windows, each with a name and a mark of its own shape, and what results and previews say of a window together.
import { html, svg } from "../lib/lit-html/lit-html.js";

/**
 * @typedef {"open" | "on-time" | "refined" | "final" | "retracted"} State
 * @typedef {{id: string, key: string, state: State, start?: string, end?: string, version: number, count: number, values?: Record<string, unknown>,
 *   failure?: string, pending: import("../api-projections.js").WindowResult | null}} ShownWindow `pending` is what will be told next, if that is another
 */

/** @type {Record<State, {label: string, means: string}>} */
export const STATES = {
  open: { label: "open", means: "not told yet" },
  "on-time": { label: "on time", means: "told at its end" },
  refined: { label: "refined", means: "told again with late events" },
  final: { label: "final", means: "nothing changes it" },
  retracted: { label: "retracted", means: "taken back: part of another session" },
};

const OF_KIND = { PREVIEW: "open", ON_TIME: "on-time", LATE: "refined", FINAL: "final", RETRACT: "retracted" };

/**
 * @param {import("../api-projections.js").WindowResult[]} results the last of each window
 * @param {import("../api-projections.js").WindowResult[]} previews
 * @param {import("../api-projections.js").WindowResult[]} retracts of windows, of which some may have come again
 * @returns {ShownWindow[]} by end and start
 */
export function together(results, previews, retracts) {
  const shown = new Map();
  for (const result of [...retracts, ...results]) {
    shown.set(idOf(result), { ...result, id: idOf(result), state: OF_KIND[result.kind], pending: null });
  }
  for (const preview of previews) {
    const told = shown.get(idOf(preview));
    if (told === undefined || told.state === "retracted") {
      shown.set(idOf(preview), { ...preview, id: idOf(preview), state: "open", pending: null });
    } else if (told.state !== "final" && said(told) !== said(preview)) {
      told.pending = preview;
    }
  }
  return [...shown.values()].sort((one, other) => endOf(one) - endOf(other) || startOf(one) - startOf(other));
}

/**
 * So many as can be shown, around the watermark: the last that were told, and the first of those that are open.
 * @param {ShownWindow[]} windows by end
 * @param {number} most
 */
export function around(windows, most) {
  const open = windows.filter(({ state }) => state === "open");
  const told = windows.filter(({ state }) => state !== "open").slice(-Math.max(most - open.length, Math.ceil((most * 2) / 3)));
  const shown = new Set([...told, ...open.slice(0, most - told.length)]);
  return windows.filter((window) => shown.has(window));
}

const idOf = ({ start = "", end = "" }) => `${start}/${end}`;
const said = ({ count, values, failure }) => JSON.stringify([count, values, failure], (_, part) => (typeof part === "bigint" ? String(part) : part));

/** In milliseconds; windows that never end are last. @param {{end?: string}} window */
export const endOf = ({ end }) => (end ? Date.parse(end) : Number.MAX_SAFE_INTEGER);

/** @param {{start?: string}} window */
export const startOf = ({ start }) => (start ? Date.parse(start) : Number.MIN_SAFE_INTEGER);

/** The mark of a state around a point. @param {State} state @param {number} x @param {number} y @param {number} [size] */
export function mark(state, x, y, size = 5) {
  switch (state) {
    case "open":
      return svg`<circle class="mark open" cx=${x} cy=${y} r=${size - 1} />`;
    case "on-time":
      return svg`<circle class="mark on-time" cx=${x} cy=${y} r=${size - 1} />`;
    case "refined":
      return svg`<path class="mark refined" d="M${x} ${y - size}L${x + size} ${y + size - 1}H${x - size}Z" />`;
    case "final":
      return svg`<path class="mark final" d="M${x - size + 1} ${y - size + 1}h${2 * size - 2}v${2 * size - 2}h${2 - 2 * size}Z" />`;
    case "retracted":
      return svg`<path class="mark retracted" d="M${x - size + 1} ${y - size + 1}l${2 * size - 2} ${2 * size - 2}m0 ${2 - 2 * size}l${2 - 2 * size} ${2 * size - 2}" />`;
    default:
      throw new Error(`No mark for ${state}`);
  }
}

/** The mark and the name of a state. @param {State} state */
export const stateTag = (state) => html`<span class="window-state"
  ><svg viewBox="0 0 14 14" width="14" height="14" aria-hidden="true">${mark(state, 7, 7)}</svg>${STATES[state].label}</span
>`;
