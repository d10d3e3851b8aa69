package io.sillok.client.projection;

import io.sillok.client.json.JsonObject;

/**
 * What making the results of a projection anew from the logs showed.
 *
 * @param results so many stand
 * @param digest of those that stand
 * @param rebuilt digest of those that follow from the logs
 * @param late so many late events stand
 * @param lateRebuilt so many follow from the logs
 * @param equal whether all of it is the same
 */
public record ProjectionVerification(
    long results, String digest, String rebuilt, long late, long lateRebuilt, boolean equal) {

  static ProjectionVerification of(JsonObject verification) {
    return new ProjectionVerification(
        verification.number("results"),
        verification.text("digest"),
        verification.text("rebuilt"),
        verification.number("late"),
        verification.number("lateRebuilt"),
        verification.flag("equal"));
  }
}
