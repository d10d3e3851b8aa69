package io.sillok.persistence.tool;

import static io.sillok.persistence.tool.Stages.await;

import io.sillok.persistence.PartitionLog;
import io.sillok.persistence.PartitionLog.LogState;
import java.time.Duration;

/** Waits until a store that writes its index behind the log has done so. */
final class IndexWait {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
  private static final int PATIENCE = 1200; // looks without any progress

  private IndexWait() {}

  /** Returns the head up to which all of {@code log} is indexed. */
  static long on(PartitionLog log) {
    LogState state = await(log.state()).orElseThrow();
    int looks = 0;
    while (state.indexedTo() < state.head()) {
      pause();
      LogState now = await(log.state()).orElseThrow();
      looks = now.indexedTo() > state.indexedTo() ? 0 : looks + 1;
      if (looks > PATIENCE) {
        throw CopyFaults.notIndexed(log.id(), now.indexedTo(), now.head());
      }
      state = now;
    }
    return state.head();
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_AGAIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while an index was waited for", e);
    }
  }
}
