// What the node tells of projections: how they stand, and what their windows hold.
import { ask, post } from "./api.js";

/**
 * @typedef {{kind: string, size?: string, slide?: string, step?: string, gap?: string, longest?: string, offset?: string, zone?: string}} Windows
 * @typedef {{name: string, module?: string, version: number, sources?: string[], lookups?: string[], outdated?: Record<string, string>, window?: Windows, outOfOrderness?: string,
 *   allowedLateness?: string, refinement?: string, emit?: string, streams?: {results: string, late: string, rejected: string},
 *   watermark?: string, eventTimeReached?: string, sealed: boolean, lag: number, results: number, trouble?: string,
 *   events: {read: number, skipped: number, rejected: number}, pairs: {all: number, included: number, late: number}}} Projection
 * @typedef {{stream: string, partition: number, next: number, head: number, lag: number, eventTimeReached?: string}} Input
 * @typedef {{shard: number, watermark?: string, results: number, trouble?: string}} Shard
 * @typedef {{name: string, queue?: string, waiting?: number, parked?: number, trouble?: string}} Downstream
 * @typedef {Projection & {inputs: Input[], shards: Shard[], downstream?: Downstream[], next?: Projection, declaration?: object}} ProjectionInFull
 * @typedef {{key: string, start?: string, end?: string, version: number, count: number, values?: Record<string, unknown>, failure?: string,
 *   kind: "ON_TIME" | "LATE" | "FINAL" | "RETRACT" | "PREVIEW"}} WindowResult
 * @typedef {{windows: WindowResult[], next: string | null, shard?: number}} WindowPage
 * @typedef {{results: number, digest: string, rebuilt: string, late: number, lateRebuilt: number, equal: boolean}} Verification
 */

/** @param {AbortSignal} signal @returns {Promise<{projections: Projection[]}>} */
export const projections = (signal) => ask("v1/projections", { signal });

/** @param {string} name @param {AbortSignal} signal @returns {Promise<ProjectionInFull>} */
export const projection = (name, signal) => ask(pathOf(name), { signal });

/**
 * The last results of windows of a key, by their end.
 * @param {string} name
 * @param {{key: string, from?: string, limit: number}} wanted
 * @param {AbortSignal} signal
 * @returns {Promise<WindowPage>}
 */
export const windows = (name, wanted, signal) => ask(`${pathOf(name)}/windows?${parameters(wanted)}`, { signal });

/**
 * What windows that have results to come hold by now.
 * @param {string} name
 * @param {{key?: string, limit: number}} wanted
 * @param {AbortSignal} signal
 * @returns {Promise<WindowPage>}
 */
export const previews = (name, wanted, signal) => ask(`${pathOf(name)}/windows?${parameters({ ...wanted, open: "true" })}`, { signal });

/** Makes all results anew from the logs, and compares. @param {string} name @returns {Promise<Verification>} */
export const verify = (name) => post(`${pathOf(name)}/verify`, {});

function parameters(wanted) {
  return new URLSearchParams(Object.entries(wanted).filter(([, value]) => value !== undefined && value !== ""));
}

function pathOf(name) {
  return `v1/projections/${encodeURIComponent(name)}`;
}
