package io.sillok.protocol.window.run;

import java.util.Comparator;

/** What has still to join a session: the watermark has not passed its clock. */
record Waiting(int partition, Contribution contribution) {

  /** The order in which they join. */
  static final Comparator<Waiting> ORDER =
      Comparator.comparingLong(Waiting::clock)
          .thenComparingInt(Waiting::partition)
          .thenComparingLong(waiting -> waiting.contribution().offset());

  long clock() {
    return contribution.since();
  }
}
