// JSON without loss: whole numbers beyond 2^53 are read as BigInt and written with all their digits.

/**
 * @param {string} text
 * @throws {SyntaxError} if it is not JSON
 */
export const parse = (text) => JSON.parse(text, exactly);

/**
 * @param {unknown} value
 * @param {number} [indent] spaces a level
 */
export const stringify = (value, indent) =>
  JSON.stringify(value, (_, part) => (typeof part === "bigint" ? JSON.rawJSON(String(part)) : part), indent);

/** @param {string} text */
export function canRead(text) {
  try {
    parse(text);
    return true;
  } catch {
    return false;
  }
}

/** @returns {boolean} whether the value is an object with members, not a list */
export const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** Browsers that do not tell the source text of a number give the nearest double. */
function exactly(_, value, context) {
  const source = context?.source;
  const unsafe = typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value);
  return unsafe && /^-?\d+$/.test(source ?? "") ? BigInt(source) : value;
}
