package io.sillok.node.window.definition;

import io.sillok.node.entity.journaled.RecordedCodec;
import io.sillok.node.entity.journaled.Schemas;
import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.stream.StreamDefinition.Declared;
import io.sillok.node.stream.Streams;
import io.sillok.node.stream.input.InputDecoder;
import io.sillok.node.window.lookup.TableSource;
import io.sillok.protocol.event.EventKind;
import io.sillok.protocol.projection.Lookup;
import io.sillok.protocol.schema.AvroCodec;
import io.sillok.protocol.schema.ProjectionModel;
import io.sillok.protocol.schema.ProjectionModel.SourceModel;
import io.sillok.protocol.schema.SourceRecordModel;
import io.sillok.protocol.window.run.Summaries;
import io.sillok.protocol.window.run.Windowing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
    return find(name)
        .thenCompose(stream -> {
          requireLegible(source.record().event(), stream);
          return reading(source.record(), stream)
              .thenApply(reading -> new TypedInput<>(source.source(), stream, reading));
        });
  }

  private CompletionStage<StreamDefinition> find(String name) {
    return streams
        .find(name)
        .thenApply(found -> found.orElseThrow(() -> UnknownSourceException.of(name)));
  }

  private static void requireLegible(AvroCodec<?> reader, StreamDefinition stream) {
    reader
        .unreadable(stream.schema())
        .ifPresent(why -> {
          throw new UnknownSourceException(
              "The events of %s cannot be read: %s".formatted(stream.name(), why));
        });
  }

  private <S> CompletionStage<RecordReading<S>> reading(
      SourceRecordModel<S> model, StreamDefinition stream) {
    return switch (model) {
      case SourceRecordModel.Plain<S> plain ->
          CompletableFuture.completedFuture(
              new PlainReading<>(decoder(plain.record().event(), plain.event(), stream)));
      case SourceRecordModel.Enriched<?, ?, S> enriched -> enriched(enriched, stream);
    };
  }

  private <I, T, S> CompletionStage<RecordReading<S>> enriched(
      SourceRecordModel.Enriched<I, T, S> model, StreamDefinition stream) {
    Lookup<I, T> lookup = model.record().lookup();
    return find(lookup.stream())
        .thenApply(found -> {
          Declared table = table(found);
          requireLegible(model.value(), table);
          return new EnrichedReading<>(
              model.record(),
              decoder(model.record().event(), model.event(), stream),
              decoder(lookup.value(), model.value(), table),
              TableSource.of(table, lookup.outOfOrderness()));
        });
  }

  private static Declared table(StreamDefinition stream) {
    if (stream.kind() == EventKind.ENTITY && stream instanceof Declared declared) {
      return declared;
    }
    throw new UnknownSourceException(
        "The stream %s is no table to look up, for it is of kind %s; look up a declared one of kind entity"
            .formatted(stream.name(), stream.kind().name().toLowerCase(Locale.ROOT)));
  }

  private <I> InputDecoder<I> decoder(
      Class<I> record, AvroCodec<I> codec, StreamDefinition stream) {
    return new InputDecoder<>(record, codec, stream, entities, schemas);
  }
}
