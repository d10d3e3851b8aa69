package io.sillok.node.stream.consumer;

import io.sillok.node.stream.consumer.kept.Consumer;
import io.sillok.node.stream.consumer.sharing.Instances;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A consumer, and how far it is behind.
 *
 * @param partitions of its stream
 * @param heads where the stream ends, by partition; one that is missing has nothing
 * @param lags what is still to be consumed and is there, by partition; nothing where one is missing
 * @param skipped offsets that retention dropped before they were committed
 * @param instances that are connected
 * @param trouble why nothing is handed out; empty if it is not for its filter
 */
public record ConsumerDescription(
    ConsumerId id,
    Consumer consumer,
    int partitions,
    SortedMap<Integer, Long> heads,
    SortedMap<Integer, Long> lags,
    long skipped,
    Instances instances,
    Optional<String> trouble) {

  /** How far it has come, as clients have it. */
  public ConsumerPosition position() {
    return ConsumerPosition.of(id.stream(), consumer);
  }

  /** Of all partitions. */
  public long lag() {
    return EventCounts.sum(lags);
  }
}
