package io.sillok.node.gateway.stream;

import io.sillok.node.gateway.http.Request;
import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.stream.StreamHeads;
import io.sillok.node.stream.StreamPosition;
import io.sillok.node.stream.StreamPosition.InvalidPositionException;
import io.sillok.node.stream.Streams;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Finds the stream that a request names, and the places in it. */
public final class StreamLookup {

  static final String START = "start";
  static final String END = "end";

  /** Why a position is none of its stream. */
  public static final String NOT_REACHED = "is behind its end, where it has not come yet";

  private final Streams streams;
  private final StreamHeads heads;

  public StreamLookup(Streams streams) {
    this.streams = streams;
    heads = new StreamHeads(streams);
  }

  /** The stream of the path; the stage fails with a refusal if there is none. */
  public CompletionStage<StreamDefinition> stream(Request request) {
    return stream(request.segment("stream"));
  }

  /** The stream {@code name}; the stage fails with a refusal if there is none. */
  CompletionStage<StreamDefinition> stream(String name) {
    return streams
        .find(name)
        .thenCompose(found ->
            found.isPresent()
                ? CompletableFuture.completedFuture(found.get())
                : streams
                    .all()
                    .thenApply(all -> {
                      throw StreamProblems.unknownStream(
                              name, all.stream().map(StreamDefinition::name).toList())
                          .asRefusal();
                    }));
  }

  /**
   * Where {@code from} is in the stream: {@code start}, {@code end}, a time, or a position.
   *
   * @param where names it in a problem
   */
  CompletionStage<StreamPosition> place(StreamDefinition stream, String where, String from) {
    if (from.equals(START)) {
      return CompletableFuture.completedFuture(StreamPosition.start(stream.name()));
    }
    if (from.equals(END)) {
      return streams.end(stream);
    }
    Optional<Instant> time = time(from);
    return time.isPresent() ? streams.since(stream, time.get()) : position(stream, where, from);
  }

  private static Optional<Instant> time(String text) {
    try {
      // A plus sign that was not percent-encoded arrives as a space.
      return Optional.of(Instant.parse(text.replace(' ', '+')));
    } catch (DateTimeParseException aPosition) {
      return Optional.empty();
    }
  }

  /** The position that {@code text} is: the stream gave it, so it has come there. */
  CompletionStage<StreamPosition> position(StreamDefinition stream, String where, String text) {
    StreamPosition position;
    try {
      position = StreamPosition.parse(stream.name(), text);
    } catch (InvalidPositionException invalid) {
      throw StreamProblems.invalidPosition(
              where, stream.name(), text, String.valueOf(invalid.getMessage()))
          .asRefusal();
    }
    return isReached(stream, position)
        .thenApply(reached -> {
          if (!reached) {
            throw StreamProblems.invalidPosition(where, stream.name(), text, NOT_REACHED)
                .asRefusal();
          }
          return position;
        });
  }

  /** Whether {@code stream} has come to {@code position}. */
  public CompletionStage<Boolean> isReached(StreamDefinition stream, StreamPosition position) {
    return heads
        .behind(stream, position.offsets())
        .thenApply(end -> StreamHeads.reaches(end, position.offsets()));
  }
}
