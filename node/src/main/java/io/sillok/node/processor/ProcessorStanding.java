package io.sillok.node.processor;

import io.sillok.node.processor.Pace.Condition;
import io.sillok.protocol.schema.ProcessorModel;
import java.util.Comparator;
import java.util.List;

/**
 * How far a processor has come.
 *
 * @param module that it is of
 * @param partitions in order
 */
public record ProcessorStanding(
    ProcessorModel<?, ?> model, String module, List<PartitionStanding> partitions) {

  public ProcessorStanding {
    partitions = List.copyOf(partitions);
  }

  public String name() {
    return model.type().name();
  }

  public long lag() {
    return partitions.stream().mapToLong(PartitionStanding::lag).sum();
  }

  public int parked() {
    return partitions.stream().mapToInt(PartitionStanding::parked).sum();
  }

  /** So many events that were processed the states are without. */
  public int leftOut() {
    return partitions.stream().mapToInt(PartitionStanding::leftOutCount).sum();
  }

  /** That of the partition that is worst, and has been for longest. */
  public Condition condition() {
    return partitions.stream()
        .map(PartitionStanding::condition)
        .min(Comparator.comparing(Condition::status).reversed().thenComparing(Condition::since))
        .orElseThrow();
  }
}
