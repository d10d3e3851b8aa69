package io.sillok.node.window.shard;

import io.sillok.node.stream.Streams;
import io.sillok.node.stream.append.RepeatableAppends;
import io.sillok.node.table.rows.TableStore;
import io.sillok.node.window.ShardProgress;
import io.sillok.persistence.writer.LogWriters;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * What the shards of a node share.
 *
 * @param store keeps what they hold
 * @param executor makes their states
 * @param progress of each, for whoever looks
 */
public record ShardParts(
    Streams streams,
    LogWriters writers,
    RepeatableAppends appends,
    TableStore store,
    Executor executor,
    ShardSettings settings,
    Map<String, ShardProgress> progress) {}
