package io.sillok.node.gateway;

import io.sillok.node.processor.ParkedPage;
import io.sillok.node.processor.ParkedPage.Place;
import io.sillok.node.processor.ProcessorProgress;
import io.sillok.node.processor.ProcessorStanding;
import io.sillok.node.processor.Processors;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The processors of modules that have none. */
final class NoProcessors implements Processors {

  @Override
  public CompletionStage<List<ProcessorStanding>> all() {
    return CompletableFuture.completedFuture(List.of());
  }

  @Override
  public CompletionStage<Optional<ProcessorStanding>> find(String processor) {
    return CompletableFuture.completedFuture(Optional.empty());
  }

  @Override
  public SortedSet<String> names() {
    return Collections.emptySortedSet();
  }

  @Override
  public CompletionStage<ParkedPage> parked(String processor, Place from, int limit) {
    return CompletableFuture.completedFuture(
        new ParkedPage(List.of(), Optional.empty(), List.of()));
  }

  @Override
  public CompletionStage<Replayed> replay(String processor, Optional<List<Place>> places) {
    return CompletableFuture.completedFuture(new Replayed(0, 0, List.of()));
  }

  @Override
  public CompletionStage<Discarded> discard(String processor, Optional<List<Place>> places) {
    return CompletableFuture.completedFuture(new Discarded(0, List.of()));
  }

  @Override
  public List<ProcessorProgress> progress() {
    return List.of();
  }
}
