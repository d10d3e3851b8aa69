package io.sillok.loadtests.scale;

import io.sillok.loadtests.Comparison.Sample;
import java.io.IOException;

/** Something that one cluster does again and again. */
interface Work {

  /** Does it once, warm-up included. */
  Sample measure() throws IOException, InterruptedException;

  /**
   * Looks whether all is there.
   *
   * @return how much that is
   * @throws IOException if something is missing, or there twice
   */
  long verify() throws IOException;
}
