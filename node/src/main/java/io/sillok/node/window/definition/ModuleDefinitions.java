package io.sillok.node.window.definition;

import io.sillok.node.entity.journaled.RecordedCodec;
import io.sillok.node.entity.journaled.Schemas;
import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.stream.Streams;
import io.sillok.protocol.schema.ProjectionModel;
import io.sillok.protocol.schema.ProjectionModel.SourceModel;
import io.sillok.protocol.window.run.Summaries;
import io.sillok.protocol.window.run.Windowing;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Makes definitions of the projections of modules, as their streams are now. */
public final class ModuleDefinitions {

  private final Streams streams;
  private final RecordedCodec entities;
  private final Schemas schemas;

  /**
   * @param entities reads the events of entities
   */
  public ModuleDefinitions(Streams streams, RecordedCodec entities, Schemas schemas) {
    this.streams = streams;
    this.entities = entities;
    this.schemas = schemas;
  }

  /** The stage fails with {@link UnknownSourceException} where a stream is not there. */
  public <E, R> CompletionStage<ProjectionDefinition<E>> of(
      ProjectionModel<E, R> model, int version) {
    return inputs(model)
        .thenApply(inputs ->
            new ProjectionDefinition<>(
                new ProjectionVersion(model.type().name(), version),
                inputs,
                new Windowing(model.type().windows(), model.type().lateness(), model.type().emit()),
                new Summaries<>(List.of(model.type().aggregate())),
                new TypedForm<>(model)));
  }

  private <E> CompletionStage<List<ProjectionInput<E>>> inputs(ProjectionModel<E, ?> model) {
    CompletionStage<List<ProjectionInput<E>>> all =
        CompletableFuture.completedFuture(new ArrayList<>());
    for (SourceModel<?, E> source : model.sources()) {
      all =
          all.thenCombine(
              input(source),
              (sofar, input) -> {
                sofar.add(input);
                return sofar;
              });
    }
    return all;
  }

  private <S, E> CompletionStage<ProjectionInput<E>> input(SourceModel<S, E> source) {
    String name = source.source().stream();
    return streams
        .find(name)
        .thenApply(found -> {
          StreamDefinition stream = found.orElseThrow(() -> UnknownSourceException.of(name));
          source
              .event()
              .unreadable(stream.schema())
              .ifPresent(why -> {
                throw new UnknownSourceException(
                    "The events of %s cannot be read: %s".formatted(name, why));
              });
          return new TypedInput<>(source, stream, entities, schemas);
        });
  }
}
