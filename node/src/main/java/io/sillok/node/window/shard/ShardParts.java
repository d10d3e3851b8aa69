package io.sillok.node.window.shard;

import io.sillok.node.stream.Streams;
import io.sillok.node.stream.append.RepeatableAppends;
import io.sillok.node.table.rows.TableStore;
import io.sillok.node.window.ShardProgress;
import io.sillok.node.window.snapshot.ToldMarks;
import io.sillok.node.window.snapshot.WindowSnapshots;
import io.sillok.persistence.LogId;
import io.sillok.persistence.writer.LogWriters;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * What the shards of a node share.
 *
 * @param times moves event time of results on
 * @param snapshots where other nodes find what they hold
 * @param told where it is recorded how far they have told their windows
 * @param store keeps what they hold
 * @param executor makes their states
 * @param progress of each, for whoever looks
 */
public record ShardParts(
    Streams streams,
    LogWriters writers,
    RepeatableAppends appends,
    TimeMoves times,
    TableStore store,
    WindowSnapshots snapshots,
    ToldMarks told,
    Executor executor,
    ShardSettings settings,
    Map<String, ShardProgress> progress) {

  /** Moves event time of a partition on. */
  @FunctionalInterface
  public interface TimeMoves {

    /** The stage tells whether it had not come there yet. */
    CompletionStage<Boolean> advance(LogId log, Instant time);
  }
}
