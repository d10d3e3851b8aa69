package io.sillok.node.gateway.stream;

import io.sillok.node.gateway.http.BodyReader;
import io.sillok.node.gateway.http.Request;
import io.sillok.node.gateway.http.RequestHeaders;
import io.sillok.node.gateway.http.Response;
import io.sillok.node.gateway.http.Route;
import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.stream.StreamDefinition.Declared;
import io.sillok.node.stream.StreamPosition.InvalidPositionException;
import io.sillok.node.stream.consumer.ConsumerAnswer;
import io.sillok.node.stream.consumer.ConsumerAnswer.Committed;
import io.sillok.node.stream.consumer.ConsumerAnswer.Done;
import io.sillok.node.stream.consumer.ConsumerAnswer.Moved;
import io.sillok.node.stream.consumer.ConsumerAnswer.Refused;
import io.sillok.node.stream.consumer.ConsumerDescription;
import io.sillok.node.stream.consumer.ConsumerId;
import io.sillok.node.stream.consumer.ConsumerPosition;
import io.sillok.node.stream.consumer.Consumers;
import io.sillok.protocol.schema.JsonCodec;
import io.sillok.protocol.schema.JsonMismatchException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** Named consumers: what there are, and their positions. */
final class ConsumerRoutes {

  private static final String CONSUMERS = "/v1/streams/{stream}/consumers";
  private static final String CONSUMER = CONSUMERS + "/{consumer}";
  private static final byte[] NO_FIELDS = "{}".getBytes(StandardCharsets.UTF_8);
  private static final JsonCodec<Creation> CREATION = JsonCodec.of(Creation.class);
  private static final JsonCodec<Commit> COMMIT = JsonCodec.of(Commit.class);
  private static final JsonCodec<Reset> RESET = JsonCodec.of(Reset.class);

  private final Consumers consumers;
  private final StreamLookup lookup;
  private final BodyReader bodies;

  ConsumerRoutes(Consumers consumers, StreamLookup lookup, BodyReader bodies) {
    this.consumers = consumers;
    this.lookup = lookup;
    this.bodies = bodies;
  }

  /**
   * @param replaceFilter whether a consumer that has another filter gets this one
   */
  private record Creation(
      Optional<String> from, Optional<String> filter, Optional<Boolean> replaceFilter) {}

  private record Commit(String position) {}

  private record Reset(String to, Optional<Boolean> dryRun) {}

  List<Route> routes() {
    return List.of(
        Route.get(CONSUMERS, this::list),
        Route.get(CONSUMER, this::describe),
        Route.put(CONSUMER, this::create),
        Route.delete(CONSUMER, this::delete),
        Route.put(CONSUMER + "/position", this::commit),
        Route.post(CONSUMER + "/reset", this::reset));
  }

  private CompletionStage<HttpResponse> list(Request request) {
    return lookup.stream(request)
        .thenCompose(consumers.descriptions()::ofAll)
        .thenApply(all -> Response.json(ConsumerJson.list(all), Response.NO_STORE));
  }

  private CompletionStage<HttpResponse> describe(Request request) {
    ConsumerId id = id(request);
    return lookup.stream(request)
        .thenCompose(stream -> description(stream, id))
        .thenApply(found -> Response.json(ConsumerJson.description(found), Response.NO_STORE));
  }

  private CompletionStage<HttpResponse> create(Request request) {
    ConsumerId id = id(request);
    return change(
        request,
        CREATION,
        (stream, creation) -> {
          creation.filter().ifPresent(filter -> Filters.check(filter, stream));
          return consumers
              .find(id)
              .thenCompose(present -> {
                if (!present.exists() && stream instanceof Declared one && one.isRetired()) {
                  throw StreamProblems.retired(stream.name()).asRefusal();
                }
                return present.exists() && creation.replaceFilter().orElse(false)
                    ? consumers
                        .replaceFilter(id, creation.filter())
                        .thenCompose(answer -> described(200, stream, id, answer))
                    : create(stream, id, creation);
              });
        });
  }

  private CompletionStage<HttpResponse> create(
      StreamDefinition stream, ConsumerId id, Creation creation) {
    return lookup
        .place(stream, "Field from", creation.from().orElse(StreamLookup.END))
        .thenCompose(from -> consumers.create(stream, id, from, creation.filter()))
        .thenCompose(answer ->
            described(
                answer instanceof Done done && done.changed() ? 201 : 200, stream, id, answer));
  }

  private CompletionStage<HttpResponse> described(
      int status, StreamDefinition stream, ConsumerId id, ConsumerAnswer answer) {
    return switch (answer) {
      case Done done -> description(stream, id).thenApply(found -> described(status, found));
      case Refused refused -> refuse(id, refused);
    };
  }

  private static HttpResponse described(int status, ConsumerDescription found) {
    return Response.of(
        status,
        ContentTypes.APPLICATION_JSON,
        ConsumerJson.description(found).bytes(),
        Response.NO_STORE);
  }

  private CompletionStage<ConsumerDescription> description(StreamDefinition stream, ConsumerId id) {
    return consumers
        .descriptions()
        .of(stream, id)
        .thenApply(found -> found.orElseThrow(() -> ConsumerProblems.unknown(id).asRefusal()));
  }

  private CompletionStage<HttpResponse> commit(Request request) {
    ConsumerId id = id(request);
    return change(
        request,
        COMMIT,
        (stream, commit) ->
            consumers
                .commit(stream, id, position(id, commit.position()))
                .thenCompose(answer ->
                    switch (answer) {
                      case Committed committed ->
                          Response.now(
                              Response.json(ConsumerJson.committed(committed), Response.NO_STORE));
                      case Refused refused -> refuse(id, refused);
                    }));
  }

  private static ConsumerPosition position(ConsumerId id, String text) {
    try {
      return ConsumerPosition.parse(id.stream(), text);
    } catch (InvalidPositionException invalid) {
      throw ConsumerProblems.invalidPosition(id, text, String.valueOf(invalid.getMessage()))
          .asRefusal();
    }
  }

  private CompletionStage<HttpResponse> reset(Request request) {
    ConsumerId id = id(request);
    return change(
        request,
        RESET,
        (stream, reset) -> {
          boolean dryRun = reset.dryRun().orElse(false);
          return lookup
              .place(stream, "Field to", reset.to())
              .thenCompose(to -> consumers.reset(stream, id, to, dryRun))
              .thenCompose(answer ->
                  switch (answer) {
                    case Moved moved ->
                        Response.now(
                            Response.json(ConsumerJson.moved(moved, dryRun), Response.NO_STORE));
                    case Refused refused -> refuse(id, refused);
                  });
        });
  }

  private CompletionStage<HttpResponse> delete(Request request) {
    RequestHeaders.requireSameOrigin(request);
    ConsumerId id = id(request);
    return lookup.stream(request)
        .thenCompose(stream -> consumers.delete(id))
        .thenCompose(answer ->
            switch (answer) {
              case Done done -> Response.now(Response.empty(204));
              case Refused refused -> refuse(id, refused);
            });
  }

  /** Reads the body and finds the stream for what changes something. */
  private <T> CompletionStage<HttpResponse> change(
      Request request,
      JsonCodec<T> codec,
      BiFunction<StreamDefinition, T, CompletionStage<HttpResponse>> operation) {
    RequestHeaders.requireSameOrigin(request);
    RequestHeaders.requireJson(request);
    return bodies
        .read(request.http())
        .thenCompose(body -> {
          T decoded = decode(codec, body);
          return lookup.stream(request).thenCompose(stream -> operation.apply(stream, decoded));
        });
  }

  private static <T> T decode(JsonCodec<T> codec, byte[] body) {
    try {
      return codec.decode(body.length == 0 ? NO_FIELDS : body);
    } catch (JsonMismatchException mismatch) {
      throw StreamProblems.invalidBody(mismatch).asRefusal();
    }
  }

  private static <T> CompletionStage<T> refuse(ConsumerId id, Refused refused) {
    return CompletableFuture.failedFuture(ConsumerProblems.refused(id, refused).asRefusal());
  }

  /** The consumer of the path; a name that is none is refused. */
  static ConsumerId id(Request request) {
    return new ConsumerId(request.segment("stream"), ReaderNames.of(request, "consumer"));
  }
}
