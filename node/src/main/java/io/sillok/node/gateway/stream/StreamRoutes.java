package io.sillok.node.gateway.stream;

import io.sillok.node.gateway.http.Request;
import io.sillok.node.gateway.http.Response;
import io.sillok.node.gateway.http.Route;
import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.stream.StreamPosition;
import io.sillok.node.stream.StreamPosition.InvalidPositionException;
import io.sillok.node.stream.Streams;
import io.sillok.node.stream.Streams.StreamReading;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** Streams: what there are, and their events by page, in bulk and live. */
public final class StreamRoutes {

  private static final int MAX_LIMIT = 1000;
  private static final int DEFAULT_LIMIT = 100;
  private static final String START = "start";
  private static final String END = "end";

  private final Streams streams;
  private final StreamFeeds feeds;

  public StreamRoutes(Streams streams, StreamFeeds feeds) {
    this.streams = streams;
    this.feeds = feeds;
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/v1/streams", this::list),
        Route.get("/v1/streams/{stream}", this::describe),
        Route.get("/v1/schemas", this::schemas),
        Route.get("/v1/schemas/{stream}", this::versions),
        Route.get("/v1/streams/{stream}/events", this::events, "from", "key", "limit"));
  }

  private CompletionStage<HttpResponse> list(Request request) {
    return Response.now(Response.json(StreamJson.list(streams.all()), Response.NO_STORE));
  }

  private CompletionStage<HttpResponse> describe(Request request) {
    return Response.now(Response.json(StreamJson.definition(stream(request)), Response.NO_STORE));
  }

  private CompletionStage<HttpResponse> schemas(Request request) {
    return Response.now(Response.json(SchemaJson.list(streams.all()), Response.NO_STORE));
  }

  private CompletionStage<HttpResponse> versions(Request request) {
    StreamDefinition stream = stream(request);
    return streams
        .versions(stream)
        .thenApply(
            versions -> Response.json(SchemaJson.versions(stream, versions), Response.NO_STORE));
  }

  private CompletionStage<HttpResponse> events(Request request) {
    StreamDefinition stream = stream(request);
    Optional<String> key = request.parameter("key");
    boolean live = accepts(request, StreamFeeds.EVENT_STREAM);
    boolean lines = !live && accepts(request, StreamFeeds.NDJSON);
    long limit =
        live || lines
            ? request.number("limit", 1, Long.MAX_VALUE, Long.MAX_VALUE)
            : request.number("limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
    return from(stream, request, live)
        .thenApply(from -> new StreamReading(stream, from, key))
        .thenCompose(reading -> {
          if (live) {
            return Response.now(feeds.live(streams.live(reading).take(limit)));
          }
          if (lines) {
            return Response.now(feeds.lines(streams.current(reading).take(limit)));
          }
          return streams
              .page(reading, (int) limit)
              .thenApply(page -> Response.json(StreamJson.page(page), Response.NO_STORE));
        });
  }

  /** A browser that connects again says how far it has come, whatever its URL says. */
  private CompletionStage<StreamPosition> from(
      StreamDefinition stream, Request request, boolean live) {
    Optional<String> last =
        live ? request.headers("Last-Event-ID").stream().findFirst() : Optional.empty();
    if (last.isPresent()) {
      return CompletableFuture.completedFuture(
          position(stream, "Header Last-Event-ID", last.get()));
    }
    String from = request.parameter("from").orElse(live ? END : START);
    if (from.equals(START)) {
      return CompletableFuture.completedFuture(StreamPosition.start(stream.name()));
    }
    if (from.equals(END)) {
      return streams.end(stream);
    }
    Optional<Instant> time = time(from);
    return time.isPresent()
        ? streams.since(stream, time.get())
        : CompletableFuture.completedFuture(position(stream, "Parameter from", from));
  }

  private static Optional<Instant> time(String text) {
    try {
      // A plus sign that was not percent-encoded arrives as a space.
      return Optional.of(Instant.parse(text.replace(' ', '+')));
    } catch (DateTimeParseException aPosition) {
      return Optional.empty();
    }
  }

  private static StreamPosition position(StreamDefinition stream, String where, String text) {
    try {
      return StreamPosition.parse(stream.name(), text);
    } catch (InvalidPositionException invalid) {
      throw StreamProblems.invalidPosition(
              where, stream.name(), text, String.valueOf(invalid.getMessage()))
          .asRefusal();
    }
  }

  private static boolean accepts(Request request, String mediaType) {
    return request.headers("Accept").stream().anyMatch(accept -> accept.contains(mediaType));
  }

  private StreamDefinition stream(Request request) {
    String name = request.segment("stream");
    return streams
        .find(name)
        .orElseThrow(() ->
            StreamProblems.unknownStream(
                    name, streams.all().stream().map(StreamDefinition::name).toList())
                .asRefusal());
  }
}
