package io.sillok.node.gateway;

import io.sillok.node.downstream.Downstreams;
import io.sillok.node.window.definition.ProjectionVersion;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** No downstreams. */
final class NoDownstreams implements Downstreams {

  @Override
  public boolean isAtWork(String stream, String queue) {
    return false;
  }

  @Override
  public CompletionStage<List<DownstreamStanding>> of(ProjectionVersion version) {
    return CompletableFuture.completedFuture(List.of());
  }
}
