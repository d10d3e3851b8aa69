// The node's HTTP interface as the console uses it. Every refusal becomes a Problem, every silence an Unreachable.
import * as json from "./json.js";
import { Listener } from "./listener.js";

const TIMEOUT_MILLISECONDS = 15_000;
const BASE = new URL("../", document.baseURI);

/**
 * @typedef {{code: string, pointer: string, message: string}} FieldError
 * @typedef {{sequenceNumber: number, event: string, stream: string, time: string, data: unknown}} EventView
 * @typedef {{type: string, id: string, sequenceNumber: number, time: string, state: unknown}} EntityState
 * @typedef {{name: string, schema: object}} Command
 * @typedef {{name: string, commands: Command[], events: {name: string, stream: string, schema: unknown, fingerprint: string}[],
 *   snapshotEvery: number, rememberedCommands: number}} EntityType
 * @typedef {{name: string, version: string, entityTypes: EntityType[]}} Module
 * @typedef {{name: string, kind: string, declaredBy: string, entityType?: string, event?: string, fingerprint: string, retired?: boolean, eventsPerSecond?: number}} StreamName
 * @typedef {StreamName & {schema: object, key?: string, eventTime?: string, retention?: string, version?: number,
 *   warnings: {rule: string, field: string, problem: string, remedy: string}[], advice: {rule: string, field: string, advice: string}[]}} Stream
 * @typedef {{position: string, partition: number, offset: number, key?: string, sequenceNumber?: number, time: string, data: unknown}} StreamEvent
 * @typedef {{name: string, lag: number, skipped: number, filter?: string, instances: {instance: string, partitions: number[]}[]}} Consumer
 * @typedef {{name: string, filter?: string, ready: number, leased: number, delayed: number, deadLetters: number, lag: number, oldestUnackedAge?: string | null, trouble?: string}} Queue
 * @typedef {{partition: number, offset: number, attempts: number, reason: string, at: string, event: StreamEvent | null}} DeadLetter
 */

/** What the node answered instead of what was asked (RFC 9457). */
export class Problem extends Error {
  /** @param {{title?: string, detail?: string, code?: string, status?: number, errors?: FieldError[]}} body */
  constructor(body) {
    super(body.detail ?? body.title ?? "The node gave no reason");
    this.title = body.title ?? "The node refused";
    this.detail = body.detail ?? "";
    this.code = body.code ?? "unknown";
    this.status = body.status ?? 0;
    /** @type {FieldError[]} */
    this.errors = body.errors ?? [];
  }
}

/** No answer: the node is down, or the way to it. */
export class Unreachable extends Problem {
  constructor() {
    super({
      title: "The node does not answer",
      detail: `Nothing came back from ${BASE.host}. Check that the node runs; the console asks again by itself.`,
      code: "unreachable",
    });
  }
}

/** @param {AbortSignal} signal */
export const cluster = (signal) => ask("v1/cluster", { signal });

/** @param {AbortSignal} signal */
export const readiness = (signal) =>
  ask("health/ready", { signal }).then(
    () => null,
    (problem) => {
      if (problem instanceof Unreachable || !(problem instanceof Problem)) {
        throw problem;
      }
      return problem;
    },
  );

/**
 * @param {AbortSignal} signal
 * @returns {Promise<{modules: Module[]}>}
 */
export const modules = (signal) => ask("v1/modules", { signal });

/**
 * @param {string} type
 * @param {string} after
 * @param {AbortSignal} signal
 * @returns {Promise<{ids: string[], next: string | null}>}
 */
export const ids = (type, after, signal) =>
  ask(`v1/entities/${encodeURIComponent(type)}?${new URLSearchParams({ after, limit: "100" })}`, { signal });

/**
 * @param {string} type
 * @param {string} id
 * @param {number | null} sequenceNumber as of this event; null for now
 * @param {AbortSignal} signal
 * @returns {Promise<EntityState | null>} null if the entity has no events
 */
export const state = (type, id, sequenceNumber, signal) =>
  askUnlessNew(() => entityPath(type, id) + (sequenceNumber ? `?sequenceNumber=${sequenceNumber}` : ""), null, signal);

/**
 * @param {string} type
 * @param {string} id
 * @param {number} from the first sequence number
 * @param {number} limit
 * @param {AbortSignal} signal
 * @returns {Promise<{events: EventView[]}>} none if the entity has none yet
 */
export const events = (type, id, from, limit, signal) =>
  askUnlessNew(() => `${entityPath(type, id)}/events?from=${from}&limit=${limit}`, { events: [] }, signal);

/** What a read of an entity answers, or `fallback` if it has no events yet. */
async function askUnlessNew(pathOf, fallback, signal) {
  try {
    return await ask(pathOf(), { signal });
  } catch (problem) {
    if (problem instanceof Problem && problem.code === "entity-not-found") {
      return fallback;
    }
    throw problem;
  }
}

/**
 * @param {AbortSignal} signal
 * @returns {Promise<{streams: StreamName[]}>}
 */
export const streams = (signal) => ask("v1/streams", { signal });

/**
 * @param {string} name
 * @param {AbortSignal} signal
 * @returns {Promise<Stream>}
 */
export const stream = (name, signal) => ask(`v1/streams/${encodeURIComponent(name)}`, { signal });

/** @param {string} stream @param {AbortSignal} signal @returns {Promise<{consumers: Consumer[]}>} */
export const consumers = (stream, signal) => ask(`v1/streams/${encodeURIComponent(stream)}/consumers`, { signal });

/** @param {string} stream @param {AbortSignal} signal @returns {Promise<{queues: Queue[]}>} */
export const queues = (stream, signal) => ask(`v1/streams/${encodeURIComponent(stream)}/queues`, { signal });

/** @param {string} stream @param {string} queue @param {AbortSignal} signal @returns {Promise<Queue>} */
export const queue = (stream, queue, signal) => ask(queuePath(stream, queue), { signal });

/**
 * @param {string} stream
 * @param {string} queue
 * @param {AbortSignal} signal
 * @returns {Promise<{deadLetters: DeadLetter[], next: string | null}>} the first of them
 */
export const deadLetters = (stream, queue, signal) => ask(`${queuePath(stream, queue)}/dead-letters?limit=100`, { signal });

/**
 * @param {string} stream
 * @param {string} queue
 * @param {"replay" | "discard"} what
 * @param {{items: {partition: number, offset: number}[]} | {all: true}} which
 */
export const settle = (stream, queue, what, which) =>
  post(`${queuePath(stream, queue)}/dead-letters/${what}`, which);

function queuePath(stream, queue) {
  return `v1/streams/${encodeURIComponent(stream)}/queues/${encodeURIComponent(queue)}`;
}

/**
 * Hears of the events of a stream, and then of those that come; goes on where it was until it is closed.
 * @param {string} name
 * @param {Selection} selection
 * @param {string} from
 * @param {{connected: (is: boolean) => void, came: (event: StreamEvent) => void}} heard
 */
export const listen = (name, selection, from, { connected, came }) =>
  new Listener((place) => new URL(eventsPath(name, { from: place }, selection), BASE), from, {
    connected,
    came: (data) => came(json.parse(data)),
  });

/**
 * Where to begin to listen: at the start of a stream, or at its end if it has more of the events that are chosen than can be
 * shown; a condition that is no CEL is refused.
 * @param {string} name
 * @param {Selection} selection
 * @param {AbortSignal} signal
 * @returns {Promise<string>}
 */
export async function whereToListen(name, selection, signal) {
  const { events } = await ask(eventsPath(name, { limit: "1000" }, selection), { signal });
  return events.length < 1000 ? "start" : (await ask(eventsPath(name, { from: "end", limit: "1" }, selection), { signal })).next;
}

/** @param {string} name @param {Record<string, string>} parameters @param {Selection} selection */
const eventsPath = (name, parameters, selection) =>
  `v1/streams/${encodeURIComponent(name)}/events?${new URLSearchParams({ ...parameters, ...chosen(selection) })}`;

/**
 * Which events of a stream: of one key, and where a CEL condition holds; empty for all.
 * @typedef {{key: string, filter: string}} Selection
 */

/** @param {Selection} selection @returns {Record<string, string>} what is not empty */
const chosen = (selection) => Object.fromEntries(Object.entries(selection).filter(([, value]) => value !== ""));

/**
 * @param {{type: string, id: string, command: string, body: string, idempotencyKey: string, expected: string}} request
 *     `expected` is the sequence number to insist on, or empty
 * @returns {Promise<{reply: unknown, events: EventView[], sequenceNumber: number}>}
 */
export function send({ type, id, command, body, idempotencyKey, expected }) {
  const headers = { "Content-Type": "application/json", "Idempotency-Key": `"${idempotencyKey}"` };
  if (expected !== "") {
    headers["If-Match"] = `"${expected}"`;
  }
  return ask(`${entityPath(type, id)}/commands/${encodeURIComponent(command)}`, { method: "POST", headers, body });
}

/** A URL drops the segments `.` and `..` however they are encoded, so an entity of that name is out of reach here. */
function entityPath(type, id) {
  if (id === "." || id === "..") {
    throw new Problem({ title: "This id has no URL", detail: `An entity named "${id}" cannot be addressed over HTTP.`, code: "invalid-id" });
  }
  return `v1/entities/${encodeURIComponent(type)}/${encodeURIComponent(id)}`;
}

/** @param {string} path @param {object} body sent as JSON */
export const post = (path, body) =>
  ask(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

/**
 * @param {string} path
 * @param {RequestInit} options
 */
export async function ask(path, options) {
  const timeout = AbortSignal.timeout(TIMEOUT_MILLISECONDS);
  const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout;
  let response;
  let text;
  try {
    response = await fetch(new URL(path, BASE), { ...options, signal, cache: "no-store" });
    text = await response.text();
  } catch {
    options.signal?.throwIfAborted();
    throw new Unreachable();
  }
  const body = readJson(text);
  if (!response.ok || body === undefined) {
    throw new Problem(body ?? { title: `HTTP status ${response.status}`, detail: text.slice(0, 200), status: response.status });
  }
  return body;
}

function readJson(text) {
  try {
    return json.parse(text);
  } catch {
    return undefined;
  }
}
