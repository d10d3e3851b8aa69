package io.sillok.protocol.window.run;

import io.sillok.protocol.window.Emit;
import io.sillok.protocol.window.Lateness;
import io.sillok.protocol.window.Panes;
import io.sillok.protocol.window.Window;
import io.sillok.protocol.window.WindowSpec;
import io.sillok.protocol.window.WindowTimes;
import io.sillok.protocol.window.aggregate.Occurrence;
import java.util.List;

/**
 * The windows of some keys. Events of a partition come in its order; partitions may interleave in
 * any way, and the results are the same.
 *
 * @param <E> the events
 */
public interface WindowState<E> {

  static <E> WindowState<E> of(
      WindowSpec spec, Lateness lateness, Emit emit, Summaries<E> summaries) {
    WindowTimes times = new WindowTimes(lateness);
    return switch (spec) {
      case WindowSpec.Aligned aligned ->
          new AlignedState<>(new Placement(Panes.of(aligned), times), times, emit, summaries);
      case WindowSpec.Session session -> new SessionState<>(session, times, emit, summaries);
      case WindowSpec.Sliding sliding -> new SlidingState<>(sliding, times, emit, summaries);
      case WindowSpec.Global global -> new GlobalState<>(summaries);
    };
  }

  /**
   * Takes an event in.
   *
   * @param clock of its partition, with it
   * @return the windows that it is too late for
   */
  List<Window> add(String key, E event, Occurrence at, long clock);

  /**
   * The results that are due, in the order of {@link WindowResult#ORDER}.
   *
   * @param watermark the least clock of all partitions, up to and with the events taken in; never
   *     goes back
   */
  List<WindowResult> advance(long watermark);
}
