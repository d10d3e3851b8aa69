package io.sillok.protocol.window.run;

import io.sillok.protocol.window.Panes;
import io.sillok.protocol.window.WindowSpec;

/** Says what events are for the windows of a kind. */
sealed interface Placement
    permits AlignedPlacement, SlidingPlacement, SessionPlacement, GlobalPlacement {

  static Placement of(Windowing windowing) {
    return switch (windowing.windows()) {
      case WindowSpec.Aligned aligned -> new AlignedPlacement(Panes.of(aligned), windowing.times());
      case WindowSpec.Sliding sliding -> new SlidingPlacement(sliding, windowing.times());
      case WindowSpec.Session session -> new SessionPlacement(session, windowing.times());
      case WindowSpec.Global global -> new GlobalPlacement();
    };
  }

  /**
   * What an event is.
   *
   * @param time of the event
   * @param clock of its partition, with it
   */
  Placed place(long time, long clock);

  /** Whether events of the same key, place and since are kept as one. */
  boolean isCombined();
}
