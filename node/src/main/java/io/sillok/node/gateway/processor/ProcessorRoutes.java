package io.sillok.node.gateway.processor;

import io.sillok.node.gateway.http.BodyReader;
import io.sillok.node.gateway.http.JsonBody;
import io.sillok.node.gateway.http.Problems;
import io.sillok.node.gateway.http.Request;
import io.sillok.node.gateway.http.RequestHeaders;
import io.sillok.node.gateway.http.Response;
import io.sillok.node.gateway.http.Route;
import io.sillok.node.processor.ParkedPage.Place;
import io.sillok.node.processor.Processors;
import io.sillok.persistence.codec.ByteReader;
import io.sillok.persistence.codec.ByteWriter;
import io.sillok.protocol.schema.JsonCodec;
import io.sillok.protocol.schema.JsonMismatchException;
import java.util.Base64;
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

  private static final JsonCodec<Chosen> CHOSEN = JsonCodec.of(Chosen.class);

  private final Processors processors;
  private final BodyReader bodies;

  public ProcessorRoutes(Processors processors, BodyReader bodies) {
    this.processors = processors;
    this.bodies = bodies;
  }

  /** Which parked events are meant. */
  private record Chosen(Optional<List<Item>> items, Optional<Boolean> all) {}

  private record Item(int partition, long offset) {}

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
                        processors.replay(processor, places).thenApply(ProcessorJson::replayed))),
        Route.post(
            PARKED + "/discard",
            request ->
                change(
                    request,
                    (processor, places) ->
                        processors
                            .discard(processor, places)
                            .thenApply(ProcessorJson::discarded))));
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
        .thenApply(ProcessorRoutes::places)
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

  /** Which parked events; empty for all. */
  private static Optional<List<Place>> places(byte[] body) {
    Chosen chosen = chosen(body);
    boolean all = chosen.all().orElse(false);
    if (all == chosen.items().isPresent()) {
      throw ProcessorProblems.invalidBody(
              "The body must have either items, with partition and offset, or \"all\": true")
          .asRefusal();
    }
    if (chosen.items().map(List::size).orElse(0) > MAX_LIMIT) {
      throw ProcessorProblems.invalidBody(
              "The body must have at most %d items".formatted(MAX_LIMIT))
          .asRefusal();
    }
    return chosen
        .items()
        .map(items ->
            items.stream().map(each -> new Place(each.partition(), each.offset())).toList());
  }

  private static Chosen chosen(byte[] body) {
    try {
      return CHOSEN.decode(body);
    } catch (JsonMismatchException mismatch) {
      throw ProcessorProblems.invalidBody(mismatch).asRefusal();
    }
  }

  private static String text(Place place) {
    ByteWriter out = new ByteWriter(16);
    out.putNumber(place.partition()).putNumber(place.offset());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(out.toByteArray());
  }

  private static Place place(String text) {
    try {
      ByteReader in = new ByteReader(Base64.getUrlDecoder().decode(text), 0);
      Place place = new Place(in.getCount(), in.getNumber());
      if (place.offset() >= 0 && text(place).equals(text)) {
        return place;
      }
    } catch (RuntimeException notWritten) {
      // told below, like any other text that is no such place
    }
    throw Problems.invalidParameter(
            "after",
            "must be the next of a page of parked events, but is '%s'"
                .formatted(Problems.shown(text)))
        .asRefusal();
  }
}
