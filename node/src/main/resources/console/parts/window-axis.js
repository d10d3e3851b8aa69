// Ticks of axes: times and values at round steps, and what stands at them.
import { compact } from "../format.js";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS = [
  1, 2, 5, 10, 20, 50, 100, 200, 500,
  ...[1, 2, 5, 10, 15, 30].map((step) => step * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((step) => step * MINUTE),
  ...[1, 2, 3, 6, 12].map((step) => step * HOUR),
  ...[1, 2, 7, 14, 30, 90, 365, 3_650].map((step) => step * DAY),
];

/**
 * @param {number} from in milliseconds since 1970
 * @param {number} to
 * @param {number} most so many at most
 * @returns {{time: number, text: string}[]}
 */
export function timeTicks(from, to, most) {
  const step = STEPS.find((each) => (to - from) / each <= most) ?? (to - from) / most;
  const shift = new Date(from).getTimezoneOffset() * MINUTE;
  const ticks = [];
  for (let time = Math.ceil((from - shift) / step) * step + shift; time <= to; time += step) {
    ticks.push({ time, text: textOf(time, step) });
  }
  return ticks;
}

function textOf(time, step) {
  const local = localOf(time);
  if (step >= DAY) {
    return local.slice(0, 10);
  }
  return step >= MINUTE ? local.slice(11, 16) : local.slice(11, step >= SECOND ? 19 : 23);
}

/** Date and time here, in the form of ISO 8601. @param {number} time in milliseconds since 1970 */
function localOf(time) {
  const date = new Date(time);
  return new Date(time - date.getTimezoneOffset() * MINUTE).toISOString();
}

/** The days that an axis covers. @param {number} from @param {number} to */
export function daysOf(from, to) {
  const [first, last] = [localOf(from).slice(0, 10), localOf(to).slice(0, 10)];
  return first === last ? first : `${first} to ${last}`;
}

/**
 * @param {number} least
 * @param {number} most above least
 * @param {boolean} whole whether there is nothing between whole numbers
 * @returns {{value: number, text: string}[]} of which the last is not below most
 */
export function valueTicks(least, most, whole) {
  const rough = whole ? Math.max(1, (most - least) / 4) : (most - least) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= rough) ?? rough;
  const ticks = [];
  for (let index = Math.floor(least / step); ; index++) {
    const value = Number((index * step).toPrecision(12));
    ticks.push({ value, text: Math.abs(value) >= 1 || value === 0 ? compact(value) : String(value) });
    if (value >= most) {
      return ticks;
    }
  }
}
