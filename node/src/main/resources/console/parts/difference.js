// What changed between two JSON values, as one tree that holds both.
import { isObject, stringify } from "../json.js";

/**
 * @typedef {object} Difference
 * @property {"same" | "within" | "added" | "removed" | "changed"} kind `within`: some child differs
 * @property {unknown} value what stands now; what stood before if removed
 * @property {unknown} [before] what stood before, if changed
 * @property {[string, Difference][]} [children] of an object or a list, in order
 */

/**
 * @param {unknown} before
 * @param {unknown} after
 * @returns {Difference}
 */
export function compare(before, after) {
  if (before === undefined) {
    return whole("added", after);
  }
  if (after === undefined) {
    return whole("removed", before);
  }
  if (isObject(before) && isObject(after)) {
    return within(after, compareMembers(before, after));
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    return within(after, compareItems(before, after));
  }
  return stringify(before) === stringify(after) ? whole("same", after) : { kind: "changed", value: after, before };
}

/** @param {Difference} difference @returns {number} how many members and items were added, removed or changed */
export function changes(difference) {
  switch (difference.kind) {
    case "same":
      return 0;
    case "within":
      return difference.children.reduce((sum, [, child]) => sum + changes(child), 0);
    default:
      return 1;
  }
}

/** One value all of one kind; its children carry no mark of their own. */
function whole(kind, value) {
  if (isObject(value)) {
    return { kind, value, children: Object.entries(value).map(([key, member]) => [key, whole("same", member)]) };
  }
  if (Array.isArray(value)) {
    return { kind, value, children: value.map((item, index) => [String(index), whole("same", item)]) };
  }
  return { kind, value };
}

function within(value, children) {
  return { kind: children.every(([, child]) => child.kind === "same") ? "same" : "within", value, children };
}

function compareMembers(before, after) {
  const removed = Object.keys(before).filter((key) => !Object.hasOwn(after, key));
  return [...Object.keys(after), ...removed].map((key) => [
    key,
    compare(Object.hasOwn(before, key) ? before[key] : undefined, Object.hasOwn(after, key) ? after[key] : undefined),
  ]);
}

/** What both lists begin and end with is the same; between, items are compared by position. */
function compareItems(before, after) {
  const old = before.map((item) => stringify(item));
  const now = after.map((item) => stringify(item));
  const shorter = Math.min(old.length, now.length);
  let start = 0;
  while (start < shorter && old[start] === now[start]) {
    start++;
  }
  let end = 0;
  while (end < shorter - start && old.at(-1 - end) === now.at(-1 - end)) {
    end++;
  }
  const middle = Math.max(old.length, now.length) - start - end;
  return [
    ...after.slice(0, start).map((item) => whole("same", item)),
    ...Array.from({ length: middle }, (_, index) => {
      const at = start + index;
      return compare(at < old.length - end ? before[at] : undefined, at < now.length - end ? after[at] : undefined);
    }),
    ...after.slice(now.length - end).map((item) => whole("same", item)),
  ].map((child, index) => [String(index), child]);
}
