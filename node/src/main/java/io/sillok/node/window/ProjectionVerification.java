package io.sillok.node.window;

/**
 * What a projection has told beside what follows from its logs.
 *
 * @param results that were compared
 * @param digest of those that stand, in hexadecimal
 * @param rebuilt digest of those that follow
 * @param late pairs of events and windows in its late stream that were compared
 * @param lateRebuilt those that follow
 */
public record ProjectionVerification(
    long results, String digest, String rebuilt, long late, long lateRebuilt) {

  /** Whether both are the same. */
  public boolean isEqual() {
    return digest.equals(rebuilt) && late == lateRebuilt;
  }
}
