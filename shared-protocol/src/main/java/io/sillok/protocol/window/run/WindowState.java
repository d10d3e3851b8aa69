package io.sillok.protocol.window.run;

import java.util.List;
import java.util.Optional;

/**
 * The windows of some keys. What partitions contribute comes in the order of each; they may
 * interleave in any way, and the results are the same.
 */
public interface WindowState {

  /** One that nothing was added to. */
  static WindowState of(Windowing windowing, Summaries<?> summaries) {
    return switch (Placement.of(windowing)) {
      case AlignedPlacement aligned -> new AlignedState(aligned, windowing, summaries);
      case SlidingPlacement sliding -> new SlidingState(sliding, windowing, summaries);
      case SessionPlacement session -> new SessionState(session, windowing, summaries);
      case GlobalPlacement global -> new GlobalState(summaries);
    };
  }

  /**
   * Takes in what {@code partition} contributes.
   *
   * @param contribution is the state's own from now on
   */
  void add(int partition, Contribution contribution);

  /**
   * The results that are due, in the order of {@link WindowResult#ORDER}.
   *
   * @param watermark the least clock of all partitions, up to and with what was taken in; never
   *     goes back
   */
  List<WindowResult> advance(long watermark);

  /**
   * What windows that have results to come hold by now, of kind {@code PREVIEW}, by end, start and
   * key. It depends on what was taken in so far, so it may differ each time.
   *
   * @param key of one, or all
   * @param limit at most so many, from 1
   */
  List<WindowResult> preview(Optional<String> key, int limit);

  /** How many parts it is kept in: panes, sessions and events that wait for one, of all keys. */
  int parts();

  /** What has changed since the last call, to be kept. */
  List<StateRow> changes();

  /**
   * Goes on where another one was when it gave its changes; called before anything is added.
   *
   * @param watermark that it had come to
   * @param rows all that are kept, in any order
   */
  void restore(long watermark, Iterable<StateRow> rows);
}
