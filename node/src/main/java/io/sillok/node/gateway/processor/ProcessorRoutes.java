package io.sillok.node.gateway.processor;

import io.sillok.node.gateway.http.BodyReader;
import io.sillok.node.gateway.http.JsonBody;
import io.sillok.node.gateway.http.LogPlace;
import io.sillok.node.gateway.http.Request;
import io.sillok.node.gateway.http.RequestHeaders;
import io.sillok.node.gateway.http.Response;
import io.sillok.node.gateway.http.Route;
import io.sillok.node.processor.ParkedPage.Place;
import io.sillok.node.processor.Processors;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** How processors stand, and what becomes of events that they could not process. */
public final class ProcessorRoutes {

  private static final String PROCESSOR = "/v1/processors/{processor}";
  private static final String PARKED = PROCESSOR + "/parked";
  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_LIMIT = 1000;

  private final Processors processors;
  private final BodyReader bodies;
  private final ParkedBodies parkedBodies;

  /**
   * @param partitions so many a stream has
   */
  public ProcessorRoutes(Processors processors, BodyReader bodies, int partitions) {
    this.processors = processors;
    this.bodies = bodies;
    parkedBodies = new ParkedBodies(partitions, MAX_LIMIT);
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/v1/processors", this::list),
        Route.get(PROCESSOR, this::describe),
        Route.get(PARKED, this::parked, "limit", "after"),
        Route.post(
            PARKED + "/replay",
            request ->
                change(
                    request,
                    (processor, places) ->
                        processors
                            .replay(processor, places)
                            .thenApply(replayed -> {
                              int found = replayed.processed() + replayed.parked();
                              requireParked(processor, places, found, replayed.notReached());
                              return ProcessorJson.replayed(replayed);
                            }))),
        Route.post(
            PARKED + "/discard",
            request ->
                change(
                    request,
                    (processor, places) ->
                        processors
                            .discard(processor, places)
                            .thenApply(discarded -> {
                              requireParked(
                                  processor, places, discarded.count(), discarded.notReached());
                              return ProcessorJson.discarded(discarded);
                            }))));
  }

  /** Whoever names events that are none hardly means that nothing is done. */
  private static void requireParked(
      String processor, Optional<List<Place>> places, int found, List<Integer> notReached) {
    places
        .filter(named -> found == 0 && notReached.isEmpty())
        .ifPresent(named -> {
          throw ProcessorProblems.unknownParked(processor, named).asRefusal();
        });
  }

  private CompletionStage<HttpResponse> list(Request request) {
    return processors
        .all()
        .thenApply(all -> Response.json(ProcessorJson.list(all), Response.NO_STORE));
  }

  private CompletionStage<HttpResponse> describe(Request request) {
    return processors
        .find(known(request))
        .thenApply(found ->
            Response.json(ProcessorJson.processor(found.orElseThrow()), Response.NO_STORE));
  }

  private CompletionStage<HttpResponse> parked(Request request) {
    int limit = (int) request.number("limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
    Place from = request.parameter("after").map(ProcessorRoutes::place).orElse(new Place(0, 0));
    return processors
        .parked(known(request), from, limit)
        .thenApply(page ->
            Response.json(
                ProcessorJson.parked(page, page.next().map(ProcessorRoutes::text)),
                Response.NO_STORE));
  }

  private CompletionStage<HttpResponse> change(Request request, Change change) {
    RequestHeaders.requireSameOrigin(request);
    RequestHeaders.requireJson(request);
    String processor = known(request);
    return bodies
        .read(request.http())
        .thenApply(parkedBodies::places)
        .thenCompose(places -> change.of(processor, places))
        .thenApply(changed -> Response.json(changed, Response.NO_STORE));
  }

  /** What is done with parked events. */
  private interface Change {
    CompletionStage<JsonBody> of(String processor, Optional<List<Place>> places);
  }

  /** The processor of the path. */
  private String known(Request request) {
    String name = request.segment("processor");
    if (!processors.names().contains(name)) {
      throw ProcessorProblems.unknown(name, List.copyOf(processors.names())).asRefusal();
    }
    return name;
  }

  private static String text(Place place) {
    return new LogPlace(place.partition(), place.offset()).text();
  }

  private static Place place(String text) {
    LogPlace place = LogPlace.after(text, "parked events");
    return new Place(place.partition(), place.offset());
  }
}
