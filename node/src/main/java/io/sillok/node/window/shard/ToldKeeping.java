package io.sillok.node.window.shard;

import io.sillok.node.window.HandOver;
import io.sillok.node.window.snapshot.ToldMarks;
import io.sillok.protocol.window.Window;
import io.sillok.protocol.window.run.Windowing;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has it recorded how far a shard has told its windows: now and then, and when it stops. One call
 * at a time.
 */
final class ToldKeeping {

  private static final Logger LOGGER = LoggerFactory.getLogger(ToldKeeping.class);
  private static final long AT_MOST_EVERY = Duration.ofSeconds(1).toNanos();

  private final ToldMarks marks;
  private final Windowing windowing;
  private final String shard;
  private CompletionStage<Void> last = CompletableFuture.completedFuture(null);
  private long sofar = Window.BEGINNING;
  private long savedAt = System.nanoTime() - AT_MOST_EVERY;

  /** How far the shard had told when it began here; written once, on any thread. */
  private volatile long before = Window.BEGINNING;

  /**
   * @param shard names it among all
   */
  ToldKeeping(ToldMarks marks, Windowing windowing, String shard) {
    this.marks = marks;
    this.windowing = windowing;
    this.shard = shard;
  }

  /** Completes when it is known how far the shard had told before; never fails. */
  CompletionStage<Void> look() {
    return marks
        .find(shard)
        .handle((found, failure) -> {
          before = found == null ? before : found.map(HandOver::watermark).orElse(before);
          return null;
        });
  }

  /**
   * What is shown of {@code watermark}. A shard that goes on elsewhere begins at its last snapshot
   * and has less for a while, but all that it had told by the watermark before stands.
   */
  long shown(long watermark) {
    return Math.max(before, watermark);
  }

  /**
   * @param watermark up to which all results stand
   */
  void keep(long watermark) {
    if (System.nanoTime() - savedAt >= AT_MOST_EVERY) {
      keepNow(watermark);
    }
  }

  /** As {@link #keep}, however short ago the last one was. */
  void keepNow(long watermark) {
    if (watermark > sofar) {
      sofar = watermark;
      savedAt = System.nanoTime();
      last =
          last.thenCompose(done -> marks.raise(shard, HandOver.at(watermark, windowing)))
              .handle((done, failure) -> {
                if (failure != null) {
                  LOGGER.warn(
                      "It is not recorded how far shard {} has come: {}",
                      shard,
                      Troubles.message(failure));
                }
                return null;
              });
    }
  }
}
