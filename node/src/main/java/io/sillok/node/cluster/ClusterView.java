package io.sillok.node.cluster;

import java.util.concurrent.CompletionStage;

/** The cluster as this node sees it. */
public interface ClusterView {

  /** Members, partitions and the store, now. */
  CompletionStage<ClusterState> state();

  /** Whether this node can do its work now; asks its partitions. Never fails. */
  CompletionStage<Readiness> readiness();
}
