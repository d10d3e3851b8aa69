package io.sillok.node.gateway.stream;

import io.sillok.node.gateway.http.BodyReader;
import io.sillok.node.gateway.http.LogPlace;
import io.sillok.node.gateway.http.Problem.FieldError;
import io.sillok.node.gateway.http.Request;
import io.sillok.node.gateway.http.RequestHeaders;
import io.sillok.node.gateway.http.Response;
import io.sillok.node.gateway.http.Route;
import io.sillok.node.stream.queue.DeadLetterPage.Place;
import io.sillok.node.stream.queue.QueueDefinition;
import io.sillok.node.stream.queue.Queues;
import io.sillok.node.stream.queue.Queues.Changed;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** The events that queues have given up. */
final class DeadLetterRoutes {

  private static final String LETTERS = QueueRoutes.QUEUE + "/dead-letters";
  private static final int DEFAULT_LIMIT = 100;

  private final Queues queues;
  private final StreamLookup lookup;
  private final BodyReader bodies;

  DeadLetterRoutes(Queues queues, StreamLookup lookup, BodyReader bodies) {
    this.queues = queues;
    this.lookup = lookup;
    this.bodies = bodies;
  }

  List<Route> routes() {
    return List.of(
        Route.get(LETTERS, this::list, "limit", "after"),
        Route.post(LETTERS + "/replay", request -> change(request, "replayed", queues::replay)),
        Route.post(LETTERS + "/discard", request -> change(request, "discarded", queues::discard)));
  }

  private CompletionStage<HttpResponse> list(Request request) {
    int limit = (int) request.number("limit", 1, QueueBodies.MOST, DEFAULT_LIMIT);
    Place from = request.parameter("after").map(DeadLetterRoutes::place).orElse(new Place(0, 0));
    return QueueRoutes.queue(queues, lookup, request)
        .thenCompose(queue -> queues.deadLetters(queue, from, limit))
        .thenApply(page ->
            Response.json(
                QueueJson.deadLetters(page, page.next().map(DeadLetterRoutes::text)),
                Response.NO_STORE));
  }

  private static String text(Place place) {
    return new LogPlace(place.partition(), place.offset()).text();
  }

  private static Place place(String text) {
    LogPlace place = LogPlace.after(text, "dead letters");
    return new Place(place.partition(), place.offset());
  }

  private CompletionStage<HttpResponse> change(Request request, String field, Change change) {
    RequestHeaders.requireSameOrigin(request);
    RequestHeaders.requireJson(request);
    return bodies
        .read(request.http())
        .thenApply(QueueBodies::letters)
        .thenCompose(places ->
            QueueRoutes.queue(queues, lookup, request)
                .thenCompose(queue ->
                    change
                        .of(queue, places)
                        .thenApply(changed -> response(field, queue, places, changed))));
  }

  private static HttpResponse response(
      String field, QueueDefinition queue, Optional<List<Place>> places, Changed changed) {
    if (changed.count() == 0 && places.isPresent()) {
      throw QueueProblems.unknownDeadLetters(queue, errors(places.get())).asRefusal();
    }
    return Response.json(QueueJson.changed(field, changed), Response.NO_STORE);
  }

  private static List<FieldError> errors(List<Place> places) {
    return IntStream.range(0, places.size())
        .mapToObj(index -> {
          Place place = places.get(index);
          String text = "partition %d, offset %d".formatted(place.partition(), place.offset());
          return new FieldError("unknown-dead-letter", "/items/" + index, text);
        })
        .toList();
  }

  /** What is done with dead letters. */
  private interface Change {
    CompletionStage<Changed> of(QueueDefinition queue, Optional<List<Place>> places);
  }
}
