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
 * @param self this node's address, as other nodes know it
 * @param uptime of this node
 * @param strangers addresses of nodes that use the same store and are no members, in order; while
 *     they stay, two clusters take partitions from each other
 * @param partitions of the store
 * @param moves partitions that are not where they are to be, in order
 * @param logs that hold at least one block, by name and partition
 */
public record ClusterState(
    String version,
    String self,
    Duration uptime,
    List<Member> members,
    List<String> strangers,
    StoreDescription store,
    StoreHealth health,
    int partitions,
    List<Move> moves,
    List<Log> logs) {

  public ClusterState {
    members = List.copyOf(members);
    strangers = List.copyOf(strangers);
    moves = List.copyOf(moves);
    logs = List.copyOf(logs);
  }

  /**
   * A node of the cluster.
   *
   * @param address as {@code 10.0.0.1:17355}
   * @param status such as {@code Up}
   * @param appVersion of what is deployed there
   * @param reachable whether it answers other nodes
   * @param partitions that it owns, in order
   */
  public record Member(
      String address,
      String status,
      List<String> roles,
      String appVersion,
      boolean reachable,
      List<Integer> partitions) {

    public Member {
      roles = List.copyOf(roles);
      partitions = List.copyOf(partitions);
    }
  }

  /**
   * A partition that is to come to another node, or that no node has.
   *
   * @param from the node that has it; empty if none has
   * @param to the node that is to have it; empty while that is open, for nodes come or go
   */
  public record Move(int partition, Optional<String> from, Optional<String> to) {}

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
