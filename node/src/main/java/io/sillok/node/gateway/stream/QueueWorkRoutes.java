package io.sillok.node.gateway.stream;

import io.sillok.node.downstream.Downstreams;
import io.sillok.node.gateway.http.BodyReader;
import io.sillok.node.gateway.http.Problem;
import io.sillok.node.gateway.http.Problem.FieldError;
import io.sillok.node.gateway.http.Request;
import io.sillok.node.gateway.http.RequestHeaders;
import io.sillok.node.gateway.http.Response;
import io.sillok.node.gateway.http.Route;
import io.sillok.node.stream.queue.QueueDefinition;
import io.sillok.node.stream.queue.Queues;
import io.sillok.node.stream.queue.Receipt;
import io.sillok.node.stream.queue.Receipt.InvalidReceiptException;
import io.sillok.node.stream.queue.Settled;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** What workers ask of queues: events, and what is to become of them. */
final class QueueWorkRoutes {

  private static final int DEFAULT_HELD = 10;

  private final Queues queues;
  private final StreamLookup lookup;
  private final StreamFeeds feeds;
  private final Downstreams downstreams;
  private final BodyReader bodies;
  private final int partitions;

  QueueWorkRoutes(
      Queues queues,
      StreamLookup lookup,
      StreamFeeds feeds,
      Downstreams downstreams,
      BodyReader bodies,
      int partitions) {
    this.queues = queues;
    this.downstreams = downstreams;
    this.lookup = lookup;
    this.feeds = feeds;
    this.bodies = bodies;
    this.partitions = partitions;
  }

  List<Route> routes() {
    String queue = QueueRoutes.QUEUE;
    return List.of(
        Route.post(queue + "/receive", this::receive),
        Route.get(queue + "/receive", this::connect, "max"),
        Route.post(queue + "/ack", request -> settle(request, QueueBodies::ack, "acked")),
        Route.post(queue + "/nack", request -> settle(request, QueueBodies::nack, "nacked")),
        Route.post(queue + "/reject", request -> settle(request, QueueBodies::reject, "rejected")),
        Route.post(queue + "/extend", request -> settle(request, QueueBodies::extend, "extended")));
  }

  private CompletionStage<HttpResponse> receive(Request request) {
    QueueRoutes.requireOpen(downstreams, request);
    return with(
        request,
        QueueBodies::reception,
        (queue, wish) ->
            queues
                .receive(queue, wish.max(), wish.patience(), wish.lease())
                .thenApply(items -> Response.json(QueueJson.items(items), Response.NO_STORE)));
  }

  private CompletionStage<HttpResponse> connect(Request request) {
    if (request.headers("Accept").stream()
        .noneMatch(accept -> accept.contains(StreamFeeds.EVENT_STREAM))) {
      throw QueueProblems.onlyEventStream().asRefusal();
    }
    QueueRoutes.requireOpen(downstreams, request);
    int max = (int) request.number("max", 1, QueueBodies.MOST, DEFAULT_HELD);
    return QueueRoutes.queue(queues, lookup, request)
        .thenApply(queue ->
            feeds.sent(
                queues.receive(queue, max).map(item -> StreamFeeds.sent(QueueJson.item(item)))));
  }

  private CompletionStage<HttpResponse> settle(
      Request request, Function<byte[], QueueBodies.Settle> body, String done) {
    return with(
        request,
        body,
        (queue, settle) ->
            queues
                .settle(queue, settle.settling(), receipts(queue, settle.receipts()))
                .thenApply(results -> response(settle.receipts(), results, done)));
  }

  private <T> CompletionStage<HttpResponse> with(
      Request request, Function<byte[], T> body, Work<T> work) {
    RequestHeaders.requireSameOrigin(request);
    RequestHeaders.requireJson(request);
    return bodies
        .read(request.http())
        .thenApply(body)
        .thenCompose(read ->
            QueueRoutes.queue(queues, lookup, request).thenCompose(queue -> work.on(queue, read)));
  }

  /** What is done with a queue and what the body says. */
  private interface Work<T> {
    CompletionStage<HttpResponse> on(QueueDefinition queue, T body);
  }

  private List<Receipt> receipts(QueueDefinition queue, List<String> texts) {
    List<Receipt> receipts = new ArrayList<>(texts.size());
    List<FieldError> errors = new ArrayList<>();
    for (int index = 0; index < texts.size(); index++) {
      try {
        receipts.add(Receipt.parse(queue, texts.get(index), partitions));
      } catch (InvalidReceiptException invalid) {
        errors.add(
            new FieldError(
                "invalid-receipt",
                "/receipts/" + index,
                "is no receipt of queue %s".formatted(queue.name())));
      }
    }
    if (!errors.isEmpty()) {
      throw QueueProblems.invalidReceipts(queue.stream(), queue.name(), errors).asRefusal();
    }
    return receipts;
  }

  private static HttpResponse response(List<String> receipts, List<Settled> results, String done) {
    boolean all = results.stream().allMatch(Settled.Done.class::isInstance);
    boolean some = results.stream().anyMatch(Settled.Done.class::isInstance);
    if (!some) {
      results.stream()
          .filter(Settled.Failed.class::isInstance)
          .findFirst()
          .ifPresent(failed -> {
            throw QueueProblems.unavailable((Settled.Failed) failed).asRefusal();
          });
      throw noneCounts(results).asRefusal();
    }
    return Response.of(
        all ? 200 : 207,
        ContentTypes.APPLICATION_JSON,
        QueueJson.settled(receipts, results, done).bytes(),
        Response.NO_STORE);
  }

  private static Problem noneCounts(List<Settled> results) {
    List<FieldError> errors = errors(results);
    return results.stream().allMatch(Settled.Already.class::isInstance)
        ? QueueProblems.settled(errors)
        : QueueProblems.expired(errors);
  }

  private static List<FieldError> errors(List<Settled> results) {
    List<FieldError> errors = new ArrayList<>();
    for (int index = 0; index < results.size(); index++) {
      boolean settled = results.get(index) instanceof Settled.Already;
      errors.add(
          new FieldError(
              settled ? "settled" : "expired",
              "/receipts/" + index,
              settled
                  ? "is of an event that was settled before"
                  : "is of a lease that ran out; the event goes on to another worker"));
    }
    return errors;
  }
}
