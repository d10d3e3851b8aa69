package io.sillok.node.gateway.stream;

import io.sillok.node.gateway.http.Request;
import io.sillok.node.gateway.http.Response;
import io.sillok.node.gateway.http.Route;
import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.stream.consumer.ConsumerId;
import io.sillok.node.stream.consumer.Consumers;
import io.sillok.node.stream.consumer.kept.Consumer;
import io.sillok.node.stream.consumer.sharing.Delivery;
import io.sillok.node.stream.consumer.sharing.Delivery.Assigned;
import io.sillok.node.stream.consumer.sharing.Delivery.Handed;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.apache.pekko.NotUsed;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/** The events of named consumers: live for an instance, and by page and in bulk without one. */
final class ConsumerFeedRoutes {

  /** Others wait for the partitions of an instance that is gone. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(1);

  private static final Pattern INSTANCE = Pattern.compile("[A-Za-z0-9._-]{1,100}");

  private final Consumers consumers;
  private final StreamLookup lookup;
  private final StreamFeeds feeds;

  ConsumerFeedRoutes(Consumers consumers, StreamLookup lookup, StreamFeeds feeds) {
    this.consumers = consumers;
    this.lookup = lookup;
    this.feeds = feeds;
  }

  List<Route> routes() {
    return List.of(
        Route.get(
            "/v1/streams/{stream}/consumers/{consumer}/events", this::events, "instance", "limit"));
  }

  private CompletionStage<HttpResponse> events(Request request) {
    ConsumerId id = ConsumerRoutes.id(request);
    String instance = instance(request);
    Accepted accepted = Accepted.of(request);
    long limit = accepted.limit(request);
    return lookup.stream(request)
        .thenCompose(stream ->
            consumers
                .find(id)
                .thenCompose(consumer -> {
                  if (!consumer.exists()) {
                    throw ConsumerProblems.unknown(id).asRefusal();
                  }
                  return events(accepted, stream, id, consumer, instance, limit);
                }));
  }

  private CompletionStage<HttpResponse> events(
      Accepted accepted,
      StreamDefinition stream,
      ConsumerId id,
      Consumer consumer,
      String instance,
      long limit) {
    return switch (accepted) {
      case LIVE -> Response.now(live(stream, id, consumer, instance, limit));
      case LINES -> Response.now(lines(stream, id, consumer, limit));
      case PAGE -> page(stream, id, consumer, (int) limit);
    };
  }

  private HttpResponse lines(
      StreamDefinition stream, ConsumerId id, Consumer consumer, long limit) {
    return feeds.lines(
        consumers.reading().current(stream, id, consumer).take(limit).map(ConsumerJson::event));
  }

  private CompletionStage<HttpResponse> page(
      StreamDefinition stream, ConsumerId id, Consumer consumer, int limit) {
    return Filters.refusing(consumers.reading().page(stream, id, consumer, limit))
        .thenApply(page -> Response.json(ConsumerJson.page(page), Response.NO_STORE));
  }

  private HttpResponse live(
      StreamDefinition stream, ConsumerId id, Consumer consumer, String instance, long limit) {
    AtomicLong left = new AtomicLong(limit);
    Source<Delivery, NotUsed> deliveries =
        consumers
            .reading()
            .join(stream, id, consumer, instance)
            .takeWhile(
                delivery -> !(delivery instanceof Handed) || left.decrementAndGet() > 0, true);
    return feeds.serverSent(deliveries.map(ConsumerFeedRoutes::sent), HEARTBEAT);
  }

  private static ByteString sent(Delivery delivery) {
    return switch (delivery) {
      case Assigned(var partitions) ->
          StreamFeeds.sent("event", "assignment", ConsumerJson.assigned(partitions));
      case Handed handed ->
          StreamFeeds.sent("id", handed.position().text(), ConsumerJson.event(handed));
    };
  }

  /** Whoever gives no name gets one that is new each time. */
  private static String instance(Request request) {
    String name = request.parameter("instance").orElseGet(() -> UUID.randomUUID().toString());
    if (!INSTANCE.matcher(name).matches()) {
      throw ConsumerProblems.invalidInstance(name).asRefusal();
    }
    return name;
  }
}
