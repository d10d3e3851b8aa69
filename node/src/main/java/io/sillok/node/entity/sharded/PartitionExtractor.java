package io.sillok.node.entity.sharded;

import io.sillok.persistence.Partitioner;
import org.apache.pekko.cluster.sharding.typed.ShardingEnvelope;
import org.apache.pekko.cluster.sharding.typed.ShardingMessageExtractor;

/**
 * Puts every entity into the shard of the partition that takes its events. An entity's id in
 * sharding is its persistence id, {@code type|id}; a partition's own is {@code |partition}.
 */
final class PartitionExtractor
    extends ShardingMessageExtractor<ShardingEnvelope<EntityMessage>, EntityMessage> {

  private static final char SEPARATOR = '|';

  private final Partitioner partitioner;

  PartitionExtractor(Partitioner partitioner) {
    this.partitioner = partitioner;
  }

  /** The id under which {@code partition} itself is asked. */
  static String partitionId(int partition) {
    return SEPARATOR + Integer.toString(partition);
  }

  /** The partition that is asked under {@code entityId}. */
  static int partitionOf(String entityId) {
    return Integer.parseInt(entityId.substring(1));
  }

  static boolean isPartitionId(String entityId) {
    return entityId.charAt(0) == SEPARATOR;
  }

  @Override
  public String entityId(ShardingEnvelope<EntityMessage> envelope) {
    return envelope.entityId();
  }

  @Override
  public String shardId(String entityId) {
    return isPartitionId(entityId)
        ? entityId.substring(1)
        : Integer.toString(partitioner.partition(entityId));
  }

  @Override
  public EntityMessage unwrapMessage(ShardingEnvelope<EntityMessage> envelope) {
    return envelope.message();
  }
}
