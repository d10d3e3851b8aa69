package io.sillok.client.consumer;

import io.sillok.client.event.Position;
import io.sillok.client.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * Where a named consumer is.
 *
 * @param filter only events for which this CEL expression is true are handed out
 * @param position what was committed
 * @param generation grows when the consumer is reset
 * @param lag how many events are behind the position
 * @param skipped how many offsets the stream's retention dropped before they were committed
 * @param partitions each with its part of that
 * @param instances who runs it now, and with which partitions
 * @param trouble why nothing is handed out, if its filter does not fit the stream any more
 */
public record ConsumerDescription(
    String name,
    String stream,
    Optional<String> filter,
    Position position,
    long generation,
    long lag,
    long skipped,
    List<Partition> partitions,
    List<Instance> instances,
    Optional<String> trouble) {

  public ConsumerDescription {
    partitions = List.copyOf(partitions);
    instances = List.copyOf(instances);
  }

  /**
   * One partition of a consumer.
   *
   * @param committed the offset that is handed out next
   * @param head the offset that the next event of the log will have
   * @param lag how many events are between both
   * @param instance who has it now
   */
  public record Partition(
      int partition, long committed, long head, long lag, Optional<String> instance) {

    static Partition of(JsonObject partition) {
      return new Partition(
          Math.toIntExact(partition.number("partition")),
          partition.number("committed"),
          partition.number("head"),
          partition.number("lag"),
          partition.optionalText("instance"));
    }
  }

  /** One who runs a consumer. */
  public record Instance(String instance, List<Integer> partitions) {

    public Instance {
      partitions = List.copyOf(partitions);
    }

    static Instance of(JsonObject instance) {
      return new Instance(instance.text("instance"), instance.integers("partitions"));
    }
  }

  static ConsumerDescription of(JsonObject consumer) {
    return new ConsumerDescription(
        consumer.text("name"),
        consumer.text("stream"),
        consumer.optionalText("filter"),
        new Position(consumer.text("position")),
        consumer.number("generation", 0),
        consumer.number("lag"),
        consumer.number("skipped", 0),
        consumer.list("partitions", Partition::of),
        consumer.list("instances", Instance::of),
        consumer.optionalText("trouble"));
  }
}
