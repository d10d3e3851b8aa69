package io.sillok.node.stream.consumer.sharing;

import io.sillok.node.cluster.partition.NodeMessage;
import java.util.List;

/** The connected instances of a consumer, by name. */
public record Instances(List<Instance> instances) implements NodeMessage {

  public Instances {
    instances = List.copyOf(instances);
  }

  /**
   * @param partitions that it reads, in order
   */
  public record Instance(String instance, List<Integer> partitions) {
    public Instance {
      partitions = List.copyOf(partitions);
    }
  }
}
