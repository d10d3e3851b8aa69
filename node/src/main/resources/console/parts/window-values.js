// What windows tell: as words, and as numbers that bars can have for their height.
import { isObject, stringify } from "../json.js";

/** The measure that every window has. */
export const EVENTS = "";

const NUMBER = /^-?\d+(?:\.\d+)?$/;

/** @param {import("./window-states.js").ShownWindow[]} windows @returns {string[]} the names of values that are numbers */
export function measuresOf(windows) {
  const names = new Set();
  for (const { values } of windows) {
    Object.entries(values ?? {}).forEach(([name, value]) => (numberOf(value) === null ? undefined : names.add(name)));
  }
  return [EVENTS, ...names];
}

/** @param {{count: number, values?: Record<string, unknown>}} window @param {string} measure @returns {number | null} */
export const valueOf = ({ count, values }, measure) => (measure === EVENTS ? count : numberOf(values?.[measure]));

/** Decimals come as texts. */
function numberOf(value) {
  if (typeof value === "number" || typeof value === "bigint") {
    return Number(value);
  }
  return typeof value === "string" && NUMBER.test(value) ? Number(value) : null;
}

/** Numbers that are not whole, to six digits. @param {{values?: Record<string, unknown>, failure?: string}} window */
export function valuesIn({ values, failure }) {
  if (failure) {
    return failure;
  }
  return Object.entries(values ?? {}).map(([name, value]) => `${name} ${inWords(value)}`).join(", ");
}

function inWords(value) {
  if (value === null || value === undefined) {
    return "none";
  }
  if (typeof value === "number" && !Number.isInteger(value)) {
    return String(Number(value.toPrecision(6)));
  }
  return isObject(value) || Array.isArray(value) ? stringify(value) : String(value);
}
