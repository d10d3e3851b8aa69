package io.sillok.node.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.window.ProjectionStanding;
import io.sillok.node.window.ProjectionUnavailableException;
import io.sillok.node.window.ProjectionVerification;
import io.sillok.node.window.Projections;
import io.sillok.node.window.ServedProjection;
import io.sillok.node.window.ShardProgress;
import io.sillok.node.window.definition.kept.ProjectionDeclaring;
import io.sillok.node.window.definition.kept.ProjectionRetiring;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The projections of modules that have none. */
final class NoProjections implements Projections {

  @Override
  public CompletionStage<List<ProjectionStanding>> all() {
    return CompletableFuture.completedFuture(List.of());
  }

  @Override
  public CompletionStage<Optional<ProjectionStanding>> find(String projection) {
    return CompletableFuture.completedFuture(Optional.empty());
  }

  @Override
  public CompletionStage<WindowPage> windows(WindowQuery query) {
    return CompletableFuture.completedFuture(
        new WindowPage(List.of(), Optional.empty(), Optional.empty()));
  }

  @Override
  public CompletionStage<WindowPage> previews(WindowQuery query) {
    return windows(query);
  }

  @Override
  public CompletionStage<WindowPage> top(TopQuery query) {
    return CompletableFuture.completedFuture(
        new WindowPage(List.of(), Optional.empty(), Optional.empty()));
  }

  @Override
  public CompletionStage<ProjectionVerification> verify(String projection) {
    return CompletableFuture.failedFuture(new ProjectionUnavailableException(projection));
  }

  @Override
  public List<ServedProjection> served() {
    return List.of();
  }

  @Override
  public List<ShardProgress> progress() {
    return List.of();
  }

  @Override
  public CompletionStage<ProjectionDeclaring> declare(
      String projection, JsonNode document, boolean dryRun) {
    return CompletableFuture.failedFuture(new ProjectionUnavailableException(projection));
  }

  @Override
  public CompletionStage<ProjectionRetiring> retire(String projection) {
    return CompletableFuture.completedFuture(new ProjectionRetiring.Unknown());
  }
}
