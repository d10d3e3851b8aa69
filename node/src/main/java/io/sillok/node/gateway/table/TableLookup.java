package io.sillok.node.gateway.table;

import io.sillok.node.entity.EntityModels;
import io.sillok.node.gateway.http.Problem;
import io.sillok.node.gateway.http.Request;
import io.sillok.node.gateway.stream.StreamLookup;
import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.stream.StreamDefinition.Declared;
import io.sillok.node.stream.StreamPosition;
import io.sillok.node.stream.StreamPosition.InvalidPositionException;
import io.sillok.node.stream.Streams;
import io.sillok.node.table.TableDefinition;
import io.sillok.node.table.TableDefinition.OfEntityType;
import io.sillok.node.table.TableDefinition.OfStream;
import io.sillok.node.table.TableUnavailableException;
import io.sillok.node.window.definition.ProjectionVersion;
import io.sillok.persistence.Cause;
import io.sillok.protocol.event.EventKind;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Stream;

/** Finds the table that a request names, and how far it must have come. */
final class TableLookup {

  private final StreamLookup streams;
  private final EntityModels models;
  private final int partitions;

  /**
   * @param partitions of every table
   */
  TableLookup(Streams streams, EntityModels models, int partitions) {
    this.streams = new StreamLookup(streams);
    this.models = models;
    this.partitions = partitions;
  }

  /** The table of the stream in the path; the stage fails with a refusal if there is none. */
  CompletionStage<TableDefinition> ofStream(Request request) {
    return streams.stream(request).thenApply(TableLookup::table);
  }

  private static TableDefinition table(StreamDefinition stream) {
    if (stream instanceof Declared declared
        && (declared.kind() == EventKind.ENTITY || isResults(declared))) {
      return new OfStream(declared);
    }
    throw TableProblems.notATable(stream).asRefusal();
  }

  /** The last result of a key is its value. */
  private static boolean isResults(Declared stream) {
    return ProjectionVersion.isStream(stream.name()) && stream.kind() == EventKind.KEYED;
  }

  /** The table of the entity type in the path, or a refusal. */
  CompletionStage<TableDefinition> ofEntityType(Request request) {
    String type = request.segment("type");
    return models
        .findOfUsers(type)
        .<CompletionStage<TableDefinition>>map(
            model -> CompletableFuture.completedFuture(new OfEntityType(model)))
        .orElseThrow(() ->
            TableProblems.unknownEntityType(
                    type,
                    models.modules().stream()
                        .flatMap(module -> module.entityTypes().stream())
                        .map(known -> known.type().name())
                        .toList())
                .asRefusal());
  }

  /** What the table is of, for people. */
  static String what(TableDefinition table) {
    return switch (table) {
      case OfStream ofStream -> "stream " + ofStream.log();
      case OfEntityType ofEntityType -> "entity type " + ofEntityType.log();
    };
  }

  /**
   * What is read once the table has come to where {@code atLeast} says. Where it does not come
   * there, it is looked up whether its log has come so far.
   */
  <T> CompletionStage<T> after(
      Request request,
      TableDefinition table,
      Function<StreamPosition, CompletionStage<T>> reading) {
    StreamPosition atLeast = atLeast(table, request);
    return reading
        .apply(atLeast)
        .exceptionallyCompose(failure ->
            isBehind(failure)
                ? stream(table)
                    .thenCompose(stream -> streams.isReached(stream, atLeast))
                    .thenCompose(reached ->
                        CompletableFuture.failedFuture(
                            reached ? failure : notReached(request, table)))
                : CompletableFuture.failedFuture(failure));
  }

  private static boolean isBehind(Throwable failure) {
    Throwable cause = Cause.of(failure);
    return cause instanceof TableUnavailableException table && table.code().equals("table-behind");
  }

  private static Problem.Refusal notReached(Request request, TableDefinition table) {
    return TableProblems.invalidPosition(
            what(table), request.parameter("atLeast").orElse(""), StreamLookup.NOT_REACHED)
        .asRefusal();
  }

  /** The position that {@code atLeast} is; the start if it is not given. */
  private StreamPosition atLeast(TableDefinition table, Request request) {
    Optional<String> text = request.parameter("atLeast");
    return text.isEmpty()
        ? StreamPosition.start(table.log())
        : checked(table, text.get(), parsed(table, text.get()));
  }

  /** One that is in the table's logs. */
  private CompletionStage<StreamDefinition> stream(TableDefinition table) {
    return switch (table) {
      case OfStream(var stream) -> CompletableFuture.completedFuture(stream);
      case OfEntityType(var model) ->
          CompletableFuture.completedFuture(
              new StreamDefinition.OfEntityType(
                  model.type().name(), model.events().values().iterator().next()));
    };
  }

  /** All streams of an entity type are in the same logs, so a position of any will do. */
  private static StreamPosition parsed(TableDefinition table, String text) {
    List<String> names =
        switch (table) {
          case OfStream ofStream -> List.of(ofStream.log());
          case OfEntityType(var model) ->
              Stream.concat(
                      Stream.of(model.type().name()),
                      model.events().values().stream().map(event -> event.stream()))
                  .toList();
        };
    String why = "is no position";
    for (String name : names) {
      try {
        return StreamPosition.parse(name, text);
      } catch (InvalidPositionException invalid) {
        why = String.valueOf(invalid.getMessage());
      }
    }
    throw TableProblems.invalidPosition(what(table), text, why).asRefusal();
  }

  private StreamPosition checked(TableDefinition table, String text, StreamPosition position) {
    if (!position.offsets().isEmpty() && position.offsets().lastKey() >= partitions) {
      throw TableProblems.invalidPosition(
              what(table),
              text,
              "names partition %d, but there are only %d"
                  .formatted(position.offsets().lastKey(), partitions))
          .asRefusal();
    }
    return position;
  }
}
