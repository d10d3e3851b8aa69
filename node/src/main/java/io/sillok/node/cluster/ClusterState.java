package io.sillok.node.cluster;

import io.sillok.persistence.LogStore.StoreDescription;
import io.sillok.persistence.LogStore.StoreHealth;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The cluster at a moment.
 *
 * @param version of this node's software
 * @param self this node's address
 * @param uptime of this node
 * @param partitions of the store
 * @param logs that hold at least one block, by name and partition
 */
public record ClusterState(
    String version,
    String self,
    Duration uptime,
    List<Member> members,
    StoreDescription store,
    StoreHealth health,
    int partitions,
    List<Log> logs) {

  public ClusterState {
    members = List.copyOf(members);
    logs = List.copyOf(logs);
  }

  /**
   * A node of the cluster.
   *
   * @param status such as {@code Up}
   */
  public record Member(String address, String status, List<String> roles) {}

  /**
   * One log.
   *
   * @param owner the address of the node that owns the partition; empty while none does
   * @param nextOffset the offset that the next event gets
   * @param epoch the writer epoch of its last block
   * @param indexLag how many offsets the index by entity is behind the log
   */
  public record Log(
      String log,
      int partition,
      Optional<String> owner,
      long nextOffset,
      long epoch,
      long indexLag) {}
}
