// Waiting between two looks.

/**
 * Returns after a while, or at once when nobody waits any more.
 * @param {number} milliseconds
 * @param {AbortSignal} signal
 */
export const pause = (milliseconds, signal) =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
