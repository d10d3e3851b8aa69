package io.sillok.node.gateway.stream;

import io.sillok.node.gateway.http.Request;
import io.sillok.node.gateway.http.Response;
import io.sillok.node.gateway.http.Route;
import io.sillok.node.stream.DataAdvice;
import io.sillok.node.stream.DataAdvice.Advice;
import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.stream.StreamEvent;
import io.sillok.node.stream.StreamPosition;
import io.sillok.node.stream.Streams;
import io.sillok.node.stream.Streams.StreamReading;
import io.sillok.node.stream.UnreadableEventException;
import io.sillok.node.stream.time.StreamTimes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** Streams: what there are, and their events by page, in bulk and live. */
final class StreamRoutes {

  /** For advice, so many of the last events. */
  private static final int LOOKED_AT = 500;

  private final Streams streams;
  private final StreamLookup lookup;
  private final StreamFeeds feeds;
  private final StreamTimes times;
  private final StreamRates rates;

  StreamRoutes(
      Streams streams,
      StreamLookup lookup,
      StreamFeeds feeds,
      StreamTimes times,
      StreamRates rates) {
    this.times = times;
    this.rates = rates;
    this.streams = streams;
    this.lookup = lookup;
    this.feeds = feeds;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/v1/streams", this::list),
        Route.get("/v1/streams/{stream}", this::describe),
        Route.get("/v1/schemas", this::schemas),
        Route.get("/v1/schemas/{stream}", this::versions),
        Route.get("/v1/streams/{stream}/events", this::events, "from", "key", "filter", "limit"));
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
                    DataAdvice.of(stream.schema(), events.stream().map(StreamEvent::data).toList()))
                .exceptionallyCompose(StreamRoutes::unlessUnreadable)
                .thenCombine(
                    times.reached(stream.log()),
                    (advice, reached) ->
                        Response.json(
                            StreamJson.definition(stream, advice, reached), Response.NO_STORE)));
  }

  /** Without advice a stream is told of nevertheless. */
  private static CompletionStage<List<Advice>> unlessUnreadable(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
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

  private CompletionStage<HttpResponse> events(Request request) {
    Optional<String> key = request.parameter("key");
    Accepted accepted = Accepted.of(request);
    long limit = accepted.limit(request);
    return lookup.stream(request)
        .thenCompose(stream ->
            from(stream, request, accepted == Accepted.LIVE)
                .thenApply(from ->
                    new StreamReading(
                        stream,
                        from,
                        key,
                        Set.of(),
                        request.parameter("filter").map(text -> Filters.compile(text, stream)))))
        .thenCompose(reading ->
            switch (accepted) {
              case LIVE -> Response.now(feeds.live(streams.live(reading).take(limit)));
              case LINES ->
                  Response.now(
                      feeds.lines(streams.current(reading).take(limit).map(StreamJson::event)));
              case PAGE ->
                  Filters.refusing(streams.page(reading, (int) limit))
                      .thenApply(page -> Response.json(StreamJson.page(page), Response.NO_STORE));
            });
  }

  /** A browser that connects again says how far it has come, whatever its URL says. */
  private CompletionStage<StreamPosition> from(
      StreamDefinition stream, Request request, boolean live) {
    Optional<String> last =
        live ? request.headers("Last-Event-ID").stream().findFirst() : Optional.empty();
    return last.isPresent()
        ? lookup.position(stream, "Header Last-Event-ID", last.get())
        : lookup.place(
            stream,
            "Parameter from",
            request.parameter("from").orElse(live ? StreamLookup.END : StreamLookup.START));
  }
}
