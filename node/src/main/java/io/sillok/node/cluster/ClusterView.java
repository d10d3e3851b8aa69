package io.sillok.node.cluster;

import java.util.concurrent.CompletionStage;

/** The cluster as this node sees it. */
public interface ClusterView {

  /** Members, partitions and the store, now. */
  CompletionStage<ClusterState> state();

  /**
   * Has a node hand over its partitions, leave the cluster and stop. Answers whether there is one.
   *
   * @param address as {@link ClusterState.Member#address} has it
   */
  boolean leave(String address);

  /** Whether there is such a node and other nodes hear of it, as far as this one knows. */
  boolean isReachable(String address);

  /** Whether there is such a node and others hear nothing of it, as far as this one knows. */
  boolean isUnreachable(String address);

  /**
   * Takes a node for dead that does not answer, so that others take over its partitions. Answers
   * whether there is one.
   */
  boolean down(String address);

  /** Whether this node can do its work now; asks its partitions. Never fails. */
  CompletionStage<Readiness> readiness();
}
