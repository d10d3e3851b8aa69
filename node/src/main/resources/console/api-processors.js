// What the node tells of processors, and what it does with events that they could not process.
import { ask, post } from "./api.js";

/**
 * @typedef {{status: "running" | "catching-up" | "stalled", since: string, reason?: string}} Condition
 * @typedef {Condition & {name: string, module: string, input: string, outputs: string[], lag: number, parked: number, leftOut?: number}} Processor
 * @typedef {Condition & {partition: number, next: number, head: number, lag: number, parked: number,
 *   leftOut?: number, lastLeftOut?: {offset: number, reason: string}}} Standing
 * @typedef {Processor & {attempts: number, revision: number, partitions: Standing[]}} ProcessorInFull
 * @typedef {{partition: number, offset: number}} Place
 * @typedef {Place & {attempts: number, reason: string, at: string, event: import("./api.js").StreamEvent | null}} ParkedEvent
 */

/** @param {AbortSignal} signal @returns {Promise<{processors: Processor[]}>} */
export const processors = (signal) => ask("v1/processors", { signal });

/** @param {string} name @param {AbortSignal} signal @returns {Promise<ProcessorInFull>} */
export const processor = (name, signal) => ask(pathOf(name), { signal });

/**
 * @param {string} name
 * @param {AbortSignal} signal
 * @returns {Promise<{parked: ParkedEvent[], next: string | null, unknownPartitions: number[]}>} the first of them
 */
export const parked = (name, signal) => ask(`${pathOf(name)}/parked?limit=100`, { signal });

/** @param {string} name @param {{items: Place[]} | {all: true}} which @returns {Promise<{replayed: number, parked: number, notReached: number[]}>} */
export const replay = (name, which) => post(`${pathOf(name)}/parked/replay`, which);

/** @param {string} name @param {{items: Place[]}} which @returns {Promise<{discarded: number, notReached: number[]}>} */
export const discard = (name, which) => post(`${pathOf(name)}/parked/discard`, which);

function pathOf(name) {
  return `v1/processors/${encodeURIComponent(name)}`;
}
