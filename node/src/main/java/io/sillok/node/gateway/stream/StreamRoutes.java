package io.sillok.node.gateway.stream;

import io.sillok.node.gateway.http.Request;
import io.sillok.node.gateway.http.Response;
import io.sillok.node.gateway.http.Route;
import io.sillok.node.stream.DataAdvice;
import io.sillok.node.stream.DataAdvice.Advice;
import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.stream.StreamDefinition.Declared;
import io.sillok.node.stream.StreamEvent;
import io.sillok.node.stream.Streams;
import io.sillok.node.stream.UnreadableEventException;
import io.sillok.node.stream.time.StreamTimes;
import io.sillok.persistence.Cause;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** Streams: what there are, and their events. */
final class StreamRoutes {

  /** For advice, so many of the last events. */
  private static final int LOOKED_AT = 500;

  private final Streams streams;
  private final StreamLookup lookup;
  private final EventReads events;
  private final StreamTimes times;
  private final StreamRates rates;

  StreamRoutes(
      Streams streams,
      StreamLookup lookup,
      EventReads events,
      StreamTimes times,
      StreamRates rates) {
    this.times = times;
    this.rates = rates;
    this.streams = streams;
    this.lookup = lookup;
    this.events = events;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/v1/streams", this::list),
        Route.get("/v1/streams/{stream}", this::describe),
        Route.get("/v1/schemas", this::schemas),
        Route.get("/v1/schemas/{stream}", this::versions),
        Route.get(
            "/v1/streams/{stream}/events",
            request -> events.read(request, request.segment("stream")),
            "from",
            "key",
            "filter",
            "limit"));
  }

  private CompletionStage<HttpResponse> list(Request request) {
    return streams
        .all()
        .thenApply(all -> Response.json(StreamJson.list(all, rates), Response.NO_STORE));
  }

  private CompletionStage<HttpResponse> describe(Request request) {
    return lookup.stream(request)
        .thenCompose(stream ->
            streams
                .latest(stream, LOOKED_AT)
                .thenApply(events ->
                    DataAdvice.of(
                        stream.schema(),
                        keyPath(stream),
                        events.stream().map(StreamEvent::data).toList()))
                .exceptionallyCompose(StreamRoutes::unlessUnreadable)
                .thenCombine(
                    times.reached(stream.log()),
                    (advice, reached) ->
                        Response.json(
                            StreamJson.definition(stream, advice, reached), Response.NO_STORE)));
  }

  private static Optional<String> keyPath(StreamDefinition stream) {
    return stream instanceof Declared declared ? declared.declaration().key() : Optional.empty();
  }

  /** Without advice a stream is told of nevertheless. */
  private static CompletionStage<List<Advice>> unlessUnreadable(Throwable failure) {
    Throwable cause = Cause.of(failure);
    return cause instanceof UnreadableEventException
        ? CompletableFuture.completedFuture(List.of())
        : CompletableFuture.failedFuture(failure);
  }

  private CompletionStage<HttpResponse> schemas(Request request) {
    return streams.all().thenApply(all -> Response.json(SchemaJson.list(all), Response.NO_STORE));
  }

  private CompletionStage<HttpResponse> versions(Request request) {
    return lookup.stream(request)
        .thenCompose(stream ->
            streams
                .versions(stream)
                .thenApply(versions ->
                    Response.json(SchemaJson.versions(stream, versions), Response.NO_STORE)));
  }
}
