package io.sillok.loadtests.usage;

import java.util.Map;

/** What something costs while it is done. */
public interface Costs {

  /** Begins to count. */
  Counted begin();

  /** What was counted since then. */
  interface Counted {

    /** By the heading of its column, shared among {@code operations}. */
    Map<String, Double> each(long operations);
  }
}
