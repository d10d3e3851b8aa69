package io.sillok.node.window.sharded;

import io.sillok.node.stream.StreamPosition;
import io.sillok.node.stream.Streams;
import io.sillok.node.window.definition.ProjectionDefinition;
import io.sillok.node.window.definition.ProjectionInput;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

/** Where the inputs of projections end. */
record InputHeads(Streams streams) {

  /** By input, in the order of the projection's. */
  CompletionStage<List<Long>> heads(ProjectionDefinition<?> definition) {
    List<CompletionStage<StreamPosition>> ends = new ArrayList<>();
    for (ProjectionInput<?> source : definition.sources()) {
      ends.add(end(source.stream()));
    }
    return Stages.all(ends)
        .thenApply(positions -> positions.stream().flatMap(end -> offsets(end).stream()).toList());
  }

  private CompletionStage<StreamPosition> end(String stream) {
    return streams
        .find(stream)
        .thenCompose(found ->
            found.isPresent()
                ? streams.end(found.get())
                : CompletableFuture.completedFuture(StreamPosition.start(stream)));
  }

  private List<Long> offsets(StreamPosition end) {
    return IntStream.range(0, streams.partitions())
        .mapToObj(partition -> end.offsets().getOrDefault(partition, 0L))
        .toList();
  }
}
