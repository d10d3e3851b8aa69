package io.sillok.node.gateway.stream;

import io.sillok.node.gateway.http.BodyReader;
import io.sillok.node.gateway.http.JsonBody;
import io.sillok.node.gateway.http.Request;
import io.sillok.node.gateway.http.RequestHeaders;
import io.sillok.node.gateway.http.Response;
import io.sillok.node.gateway.http.Route;
import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.stream.StreamDefinition.Declared;
import io.sillok.node.stream.StreamDefinition.OfEntityType;
import io.sillok.node.stream.time.StreamTimes;
import io.sillok.node.stream.time.StreamTimes.Advanced;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** Moves event time of streams on, and seals them. */
final class TimeRoutes {

  private final StreamTimes times;
  private final StreamLookup lookup;
  private final BodyReader bodies;
  private final InstantSource clock;

  TimeRoutes(StreamTimes times, StreamLookup lookup, BodyReader bodies, InstantSource clock) {
    this.times = times;
    this.lookup = lookup;
    this.bodies = bodies;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(Route.post("/v1/streams/{stream}/time", this::advance));
  }

  private CompletionStage<HttpResponse> advance(Request request) {
    RequestHeaders.requireSameOrigin(request);
    RequestHeaders.requireJson(request);
    StreamProblems.requireNotOfProjection(request.segment("stream"));
    return bodies
        .read(request.http())
        .thenCompose(body ->
            lookup.stream(request)
                .thenCompose(stream -> advance(declared(stream), TimeBody.read(body))));
  }

  private static Declared declared(StreamDefinition stream) {
    return switch (stream) {
      case OfEntityType ofEntityType ->
          throw StreamProblems.timeOfEntityType(stream.name()).asRefusal();
      case Declared declared when declared.isRetired() ->
          throw StreamProblems.retired(stream.name()).asRefusal();
      case Declared declared -> declared;
    };
  }

  private CompletionStage<HttpResponse> advance(Declared stream, TimeBody wish) {
    wish.requireWithin(stream.declaration().clock(), clock.instant());
    return times
        .advance(stream.log(), wish.time())
        .thenApply(done -> Response.json(answer(stream, wish, done), Response.NO_STORE));
  }

  private static JsonBody answer(Declared stream, TimeBody wish, Advanced done) {
    return json -> {
      json.writeStartObject();
      json.writeStringField("stream", stream.name());
      json.writeStringField("eventTime", wish.time().toString());
      json.writeBooleanField("sealed", wish.isSeal());
      json.writeObjectFieldStart("partitions");
      json.writeNumberField("advanced", done.advanced());
      json.writeNumberField("alreadyThere", done.alreadyThere());
      json.writeEndObject();
      json.writeEndObject();
    };
  }
}
