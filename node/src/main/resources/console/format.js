// Numbers, sizes and times as people read them.

const counts = new Intl.NumberFormat("en");
const compactCounts = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });
const UNITS = ["B", "KiB", "MiB", "GiB", "TiB"];

/** @param {number} number */
export const count = (number) => counts.format(number);

/** At most five characters. @param {number} number */
export const compact = (number) => (number < 10_000 ? counts.format(number) : compactCounts.format(number));

/** @param {number} number @param {string} one @param {string} [many] */
export const counted = (number, one, many = `${one}s`) => `${count(number)} ${number === 1 ? one : many}`;

/** @param {number} perSecond */
export const rate = (perSecond) => (perSecond < 100 ? perSecond.toFixed(1) : count(Math.round(perSecond)));

/** @param {number} size in bytes */
export function bytes(size) {
  const power = size < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log2(size) / 10));
  const amount = size / 1024 ** power;
  return `${power === 0 || amount >= 100 ? count(Math.round(amount)) : amount.toFixed(1)} ${UNITS[power]}`;
}

/** @param {number} seconds */
export function duration(seconds) {
  const whole = Math.floor(seconds);
  const parts = [
    [Math.floor(whole / 86_400), "d"],
    [Math.floor(whole / 3_600) % 24, "h"],
    [Math.floor(whole / 60) % 60, "min"],
    [whole % 60, "s"],
  ].filter(([amount]) => amount > 0);
  return parts.slice(0, 2).map(([amount, unit]) => `${amount} ${unit}`).join(" ") || "0 s";
}

/** A duration in ISO 8601, such as PT17M6.768S: 17 min 6 s. @param {string} text */
export function isoDuration(text) {
  const found = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(text);
  if (found === null) {
    return text;
  }
  const [days, hours, minutes, seconds] = found.slice(1).map((part) => Number(part ?? 0));
  return duration(days * 86_400 + hours * 3_600 + minutes * 60 + seconds);
}

/** As {@link moment}, without a fraction of a second that is none. @param {string} instant */
export const brief = (instant) => moment(instant).replace(/\.000$/, "");

/** A stretch of time, with its date once if it is one. @param {string | undefined} start @param {string | undefined} end */
export function stretch(start, end) {
  if (!start || !end) {
    return "all times";
  }
  const [from, to] = [brief(start), brief(end)];
  return `${from} – ${from.slice(0, 10) === to.slice(0, 10) ? to.slice(11) : to}`;
}

/** A time between two, not rounded: 1.5 s, 2 h 5 min. @param {number} milliseconds */
export function span(milliseconds) {
  const most = Math.abs(milliseconds);
  return most < 60_000 ? `${Number((most / 1_000).toFixed(3))} s` : duration(most / 1_000);
}

/** A duration in ISO 8601, in milliseconds. @param {string} text */
export function millisecondsOf(text) {
  const found = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?$/.exec(text);
  const [hours, minutes, seconds] = (found ?? []).slice(1).map((part) => Number(part ?? 0));
  return found === null ? Number.NaN : ((hours * 60 + minutes) * 60 + seconds) * 1_000;
}

/** The time of day here. @param {number | string} instant */
export const clock = (instant) => new Date(instant).toLocaleTimeString("en-GB");

/** Date and time here, to the millisecond. @param {string} instant */
export function moment(instant) {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) {
    return instant;
  }
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString();
  return local.slice(0, 23).replace("T", " ");
}
