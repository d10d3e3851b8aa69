package io.sillok.node.gateway.stream;

import io.sillok.node.gateway.http.Request;
import io.sillok.node.gateway.http.Response;
import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.stream.StreamEvent;
import io.sillok.node.stream.StreamPosition;
import io.sillok.node.stream.Streams;
import io.sillok.node.stream.Streams.StreamReading;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.stream.javadsl.Source;

/** Events of streams by page, in bulk and live. */
public final class EventReads {

  private final Streams streams;
  private final StreamLookup lookup;
  private final StreamFeeds feeds;

  EventReads(Streams streams, StreamLookup lookup, StreamFeeds feeds) {
    this.streams = streams;
    this.lookup = lookup;
    this.feeds = feeds;
  }

  /**
   * Answers {@code request} with events of {@code name}, as it wants to have them.
   *
   * @param request with the parameters {@code from}, {@code key}, {@code filter} and {@code limit}
   */
  public CompletionStage<HttpResponse> read(Request request, String name) {
    return read(request, name, Optional.empty());
  }

  /** As {@link #read(Request, String)}; live readers are told of the successor when it is there. */
  public CompletionStage<HttpResponse> read(
      Request request, String name, Optional<Successor> successor) {
    Optional<String> key = request.parameter("key");
    Accepted accepted = Accepted.of(request);
    long limit = accepted.limit(request);
    return lookup.stream(name)
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
              case LIVE -> Response.now(live(reading, limit, successor));
              case LINES ->
                  Response.now(
                      feeds.lines(streams.current(reading).take(limit).map(StreamJson::event)));
              case PAGE ->
                  Filters.refusing(streams.page(reading, (int) limit))
                      .thenApply(page -> Response.json(StreamJson.page(page), Response.NO_STORE));
            });
  }

  private HttpResponse live(StreamReading reading, long limit, Optional<Successor> successor) {
    Source<StreamEvent, NotUsed> events = streams.live(reading);
    return successor
        .map(next -> feeds.live(reading.from(), next.ending(events).take(limit), next.last()))
        .orElseGet(() -> feeds.live(reading.from(), events.take(limit), Source.empty()));
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
