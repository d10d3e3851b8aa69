// The console's addresses, kept in the hash: what each shows, and how to link to it.

/**
 * @typedef {{page: "overview"} | {page: "types"} | {page: "type", type: string, after: string}
 *   | {page: "entity", type: string, id: string, sequenceNumber: number | null}
 *   | {page: "streams"} | {page: "stream", stream: string}
 *   | {page: "queue", stream: string, queue: string}
 *   | {page: "projections"} | {page: "projection", projection: string, key: string}
 *   | {page: "processors"} | {page: "processor", processor: string} | {page: "unknown"}} Route
 */

/**
 * @param {string} hash as in `location.hash`
 * @returns {Route}
 */
export function parse(hash) {
  const [path, query] = split(hash.replace(/^#?\/?/, ""), "?");
  const parameters = new URLSearchParams(query);
  let segments;
  try {
    segments = path.split("/").filter(Boolean).map(decodeURIComponent);
  } catch {
    return { page: "unknown" };
  }
  const [section, type, id] = segments;
  if (segments.length === 0) {
    return { page: "overview" };
  }
  if (section === "types" && segments.length === 1) {
    return { page: "types" };
  }
  if (section === "types" && segments.length === 2) {
    return { page: "type", type, after: parameters.get("after") ?? "" };
  }
  if (section === "streams" && segments.length === 1) {
    return { page: "streams" };
  }
  if (section === "streams" && segments.length === 2) {
    return { page: "stream", stream: type };
  }
  if (section === "streams" && segments.length === 4 && segments[2] === "queues") {
    return { page: "queue", stream: type, queue: segments[3] };
  }
  if (section === "projections" && segments.length === 1) {
    return { page: "projections" };
  }
  if (section === "projections" && segments.length === 2) {
    return { page: "projection", projection: type, key: parameters.get("key") ?? "" };
  }
  if (section === "processors" && segments.length === 1) {
    return { page: "processors" };
  }
  if (section === "processors" && segments.length === 2) {
    return { page: "processor", processor: type };
  }
  if (section === "entities" && segments.length === 3) {
    const sequenceNumber = Number(parameters.get("sequenceNumber"));
    return { page: "entity", type, id, sequenceNumber: sequenceNumber >= 1 ? sequenceNumber : null };
  }
  return { page: "unknown" };
}

/**
 * @param {string} type
 * @param {string} [after] the id behind which the page of ids begins
 */
export function toType(type, after) {
  return `#/types/${encodeURIComponent(type)}${after ? `?after=${encodeURIComponent(after)}` : ""}`;
}

/**
 * @param {string} type
 * @param {string} id
 * @param {number} [sequenceNumber] shows the state as of this event
 */
export function toEntity(type, id, sequenceNumber) {
  const path = `#/entities/${encodeURIComponent(type)}/${encodeURIComponent(id)}`;
  return sequenceNumber ? `${path}?sequenceNumber=${sequenceNumber}` : path;
}

/** @param {string} stream */
export const toStream = (stream) => `#/streams/${encodeURIComponent(stream)}`;

/** @param {string} stream @param {string} queue */
export const toQueue = (stream, queue) => `${toStream(stream)}/queues/${encodeURIComponent(queue)}`;

/** @param {string} processor */
export const toProcessor = (processor) => `#/processors/${encodeURIComponent(processor)}`;

/** @param {string} projection @param {string} [key] whose windows are shown */
export const toProjection = (projection, key) =>
  `#/projections/${encodeURIComponent(projection)}${key ? `?key=${encodeURIComponent(key)}` : ""}`;

/** @returns {[string, string]} what stands before and behind the first separator */
function split(text, separator) {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}
