package io.sillok.node.gateway.stream;

import io.sillok.node.gateway.http.BodyReader;
import io.sillok.node.gateway.http.Problem;
import io.sillok.node.gateway.http.Request;
import io.sillok.node.gateway.http.RequestHeaders;
import io.sillok.node.gateway.http.Response;
import io.sillok.node.gateway.http.Route;
import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.stream.StreamDefinition.Declared;
import io.sillok.node.stream.StreamDefinition.OfEntityType;
import io.sillok.node.stream.append.Appended;
import io.sillok.node.stream.append.Appended.Result;
import io.sillok.node.stream.append.Appends;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** Appends events to streams. */
final class AppendRoutes {

  private final Appends appends;
  private final StreamLookup lookup;
  private final BodyReader bodies;

  /**
   * @param bodies takes bodies as large as batches of events are
   */
  AppendRoutes(Appends appends, StreamLookup lookup, BodyReader bodies) {
    this.appends = appends;
    this.lookup = lookup;
    this.bodies = bodies;
  }

  List<Route> routes() {
    return List.of(Route.post("/v1/streams/{stream}/events", this::append, "key"));
  }

  private CompletionStage<HttpResponse> append(Request request) {
    RequestHeaders.requireSameOrigin(request);
    StreamProblems.requireNotOfProjection(request.segment("stream"));
    return bodies
        .read(request.http())
        .thenCompose(body ->
            lookup.stream(request)
                .thenCompose(
                    stream -> append(declared(stream), IncomingEvents.read(request, body))));
  }

  private static Declared declared(StreamDefinition stream) {
    return switch (stream) {
      case OfEntityType ofEntityType ->
          throw StreamProblems.ofEntityType(stream.name()).asRefusal();
      case Declared declared when declared.isRetired() ->
          throw StreamProblems.retired(stream.name()).asRefusal();
      case Declared declared -> declared;
    };
  }

  private CompletionStage<HttpResponse> append(Declared stream, IncomingEvents incoming) {
    List<EventPlace> places = incoming.places(); // not the events, which are encoded by then
    return appends
        .append(stream, incoming.events())
        .thenApply(appended -> response(appended, places));
  }

  private static HttpResponse response(Appended appended, List<EventPlace> places) {
    List<Result> results = appended.results();
    boolean all = results.stream().allMatch(Result.Stands.class::isInstance);
    boolean none = results.stream().noneMatch(Result.Stands.class::isInstance);
    if (none && !all) {
      throw refusal(results, places).asRefusal();
    }
    return Response.of(
        all ? 200 : 207,
        ContentTypes.APPLICATION_JSON,
        AppendJson.appended(appended, places).bytes(),
        Response.NO_STORE);
  }

  /** Nothing stands: the events are wrong, or there is no getting through at present. */
  private static Problem refusal(List<Result> results, List<EventPlace> places) {
    if (results.stream().anyMatch(Result.Refused.class::isInstance)) {
      return StreamProblems.eventsRefused(AppendJson.errors(results, places));
    }
    Result.Failed failed =
        results.stream()
            .filter(Result.Failed.class::isInstance)
            .map(Result.Failed.class::cast)
            .findFirst()
            .orElseThrow();
    return switch (failed.code()) {
      case Appended.BATCH_TOO_LARGE -> StreamProblems.batchTooLarge(failed.message());
      case "saturated" -> StreamProblems.saturated(failed.message());
      default -> StreamProblems.unavailable(failed);
    };
  }
}
