package io.sillok.node.gateway;

import io.sillok.node.entity.AsOf;
import io.sillok.node.entity.CommandResult;
import io.sillok.node.entity.CommandResult.CommandIdReused;
import io.sillok.node.entity.CommandResult.Defective;
import io.sillok.node.entity.CommandResult.Executed;
import io.sillok.node.entity.CommandResult.Rejected;
import io.sillok.node.entity.CommandResult.WrongSequenceNumber;
import io.sillok.node.entity.Entities;
import io.sillok.node.entity.Entities.CommandRequest;
import io.sillok.node.entity.EntityAddress;
import io.sillok.node.entity.EntityModels;
import io.sillok.node.entity.EntitySnapshot;
import io.sillok.node.entity.EntityVerification;
import io.sillok.node.entity.EventPage;
import io.sillok.node.gateway.http.BodyReader;
import io.sillok.node.gateway.http.Conditions;
import io.sillok.node.gateway.http.Problem;
import io.sillok.node.gateway.http.Problems;
import io.sillok.node.gateway.http.Request;
import io.sillok.node.gateway.http.RequestHeaders;
import io.sillok.node.gateway.http.Response;
import io.sillok.node.gateway.http.Route;
import io.sillok.node.gateway.metrics.GatewayMetrics;
import io.sillok.node.gateway.metrics.GatewayMetrics.CommandOutcome;
import io.sillok.protocol.schema.EntityModel;
import io.sillok.protocol.schema.EntityModel.CommandModel;
import io.sillok.protocol.schema.JsonMismatchException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** Commands to entities, their state and their events. */
final class EntityRoutes {

  private static final int MAX_LIMIT = 1000;
  private static final int DEFAULT_LIMIT = 100;
  private static final byte[] NO_FIELDS = "{}".getBytes(StandardCharsets.UTF_8);

  private final Entities entities;
  private final EntityModels models;
  private final BodyReader bodies;
  private final GatewayMetrics metrics;

  EntityRoutes(Entities entities, EntityModels models, BodyReader bodies, GatewayMetrics metrics) {
    this.entities = entities;
    this.models = models;
    this.bodies = bodies;
    this.metrics = metrics;
  }

  List<Route> routes() {
    return List.of(
        Route.post("/v1/entities/{type}/{id}/commands/{command}", this::execute),
        Route.get("/v1/entities/{type}/{id}", this::state, "sequenceNumber", "at"),
        Route.get("/v1/entities/{type}/{id}/events", this::events, "from", "limit"),
        Route.post("/v1/entities/{type}/{id}/verify", this::verify),
        Route.get("/v1/entities/{type}", this::ids, "after", "limit"));
  }

  private CompletionStage<HttpResponse> execute(Request request) {
    RequestHeaders.requireSameOrigin(request);
    EntityModel<?, ?, ?> model = model(request);
    CommandModel<?> command = command(model, request.segment("command"));
    EntityAddress entity = EntityIds.addressOf(request);
    Optional<String> commandId = RequestHeaders.idempotencyKey(request);
    OptionalLong expected = RequestHeaders.expectedSequenceNumber(request);
    RequestHeaders.requireJson(request);
    return bodies
        .read(request.http())
        .thenCompose(body ->
            executeCounted(entity, new CommandRequest(decode(command, body), commandId, expected)))
        .thenApply(result -> answer(result, request));
  }

  private HttpResponse answer(CommandResult result, Request request) {
    return switch (result) {
      case Executed executed ->
          Response.json(
              EntityJson.executed(executed), Response.entityTag(executed.sequenceNumber()));
      case Rejected rejected -> refuse(EntityProblems.rejected(rejected), request);
      case WrongSequenceNumber wrong -> refuse(EntityProblems.wrongSequenceNumber(wrong), request);
      case CommandIdReused(String commandId) ->
          refuse(EntityProblems.idempotencyKeyReused(commandId), request);
      case Defective(String message) -> refuse(EntityProblems.moduleDefect(message), request);
    };
  }

  private CompletionStage<HttpResponse> state(Request request) {
    model(request);
    EntityAddress entity = EntityIds.addressOf(request);
    AsOf asOf = asOf(request);
    return entities
        .state(entity, asOf)
        .thenApply(found ->
            found
                .map(snapshot -> state(snapshot, asOf, request))
                .orElseGet(() -> refuse(notFound(entity, asOf), request)));
  }

  private HttpResponse state(EntitySnapshot snapshot, AsOf asOf, Request request) {
    if (asOf instanceof AsOf.SequenceNumber(long number) && number > snapshot.sequenceNumber()) {
      return refuse(EntityProblems.sequenceNumberNotReached(snapshot, number), request);
    }
    var caching = asOf instanceof AsOf.SequenceNumber ? Response.IMMUTABLE : Response.NO_STORE;
    var tag = Response.entityTag(snapshot.sequenceNumber());
    return Conditions.isKnown(request, tag.value())
        ? Response.empty(304, tag, caching)
        : Response.json(EntityJson.snapshot(snapshot), tag, caching);
  }

  /** What the entity holds, against its events folded anew. */
  private CompletionStage<HttpResponse> verify(Request request) {
    RequestHeaders.requireSameOrigin(request);
    model(request);
    EntityAddress entity = EntityIds.addressOf(request);
    return entities
        .state(entity, new AsOf.Now())
        .thenCompose(stands ->
            stands.isPresent()
                ? entities
                    .state(entity, new AsOf.SequenceNumber(stands.get().sequenceNumber()))
                    .thenApply(follows ->
                        Response.json(
                            EntityJson.verification(EntityVerification.of(stands.get(), follows)),
                            Response.NO_STORE))
                : Response.now(refuse(notFound(entity, new AsOf.Now()), request)));
  }

  private CompletionStage<HttpResponse> events(Request request) {
    model(request);
    EntityAddress entity = EntityIds.addressOf(request);
    long from = request.number("from", 1, Long.MAX_VALUE, 1);
    int limit = limit(request);
    return entities
        .events(entity, from, limit)
        .thenCompose(page ->
            hasEvents(entity, page, from)
                .thenApply(exists ->
                    exists
                        ? page(entity, page, limit)
                        : refuse(notFound(entity, new AsOf.Now()), request)));
  }

  /** A page may also be empty because it is behind the last event. */
  private CompletionStage<Boolean> hasEvents(EntityAddress entity, EventPage page, long from) {
    if (!page.events().isEmpty() || from == 1) {
      return CompletableFuture.completedFuture(!page.events().isEmpty());
    }
    return entities.events(entity, 1, 1).thenApply(first -> !first.events().isEmpty());
  }

  private static HttpResponse page(EntityAddress entity, EventPage page, int limit) {
    // What comes behind a last page may still be written.
    boolean settled = page.next().isPresent();
    return Response.json(
        EntityJson.events(entity, page, limit), settled ? Response.IMMUTABLE : Response.NO_STORE);
  }

  private CompletionStage<HttpResponse> ids(Request request) {
    String type = model(request).type().name();
    String after = request.parameter("after").orElse("");
    int limit = limit(request);
    return entities
        .ids(type, after, limit)
        .thenApply(page -> Response.json(EntityJson.ids(type, page, limit), Response.NO_STORE));
  }

  private CompletionStage<CommandResult> executeCounted(
      EntityAddress entity, CommandRequest command) {
    return entities
        .execute(entity, command)
        .whenComplete((result, failure) -> {
          switch (result) {
            case Executed executed ->
                metrics.command(
                    executed.repeated() ? CommandOutcome.REPEATED : CommandOutcome.EXECUTED,
                    executed.repeated() ? 0 : executed.events().size());
            case Rejected rejected -> metrics.command(CommandOutcome.REJECTED, 0);
            case WrongSequenceNumber wrong -> metrics.command(CommandOutcome.REJECTED, 0);
            case CommandIdReused reused -> metrics.command(CommandOutcome.REJECTED, 0);
            case Defective defective -> metrics.command(CommandOutcome.FAILED, 0);
            case null -> metrics.command(CommandOutcome.FAILED, 0);
          }
        });
  }

  private EntityModel<?, ?, ?> model(Request request) {
    String type = request.segment("type");
    return models
        .findOfUsers(type)
        .orElseThrow(() ->
            EntityProblems.unknownEntityType(
                    type,
                    models.modules().stream()
                        .flatMap(module -> module.entityTypes().stream())
                        .map(known -> known.type().name())
                        .toList())
                .asRefusal());
  }

  private static CommandModel<?> command(EntityModel<?, ?, ?> model, String name) {
    CommandModel<?> command = model.commands().get(name);
    if (command == null) {
      throw EntityProblems.unknownCommand(
              model.type().name(), name, model.commands().sequencedKeySet())
          .asRefusal();
    }
    return command;
  }

  private static Object decode(CommandModel<?> command, byte[] body) {
    try {
      return command.json().decode(body.length == 0 ? NO_FIELDS : body);
    } catch (JsonMismatchException e) {
      throw EntityProblems.invalidCommand(e).asRefusal();
    }
  }

  private static AsOf asOf(Request request) {
    Optional<String> at = request.parameter("at");
    boolean numbered = request.parameter("sequenceNumber").isPresent();
    if (at.isPresent() && numbered) {
      throw Problems.invalidParameter("at", "excludes sequenceNumber; give one of them")
          .asRefusal();
    }
    if (numbered) {
      return new AsOf.SequenceNumber(request.number("sequenceNumber", 1, Long.MAX_VALUE, 1));
    }
    return at.<AsOf>map(text -> new AsOf.Time(instant(text))).orElseGet(AsOf.Now::new);
  }

  private static Instant instant(String text) {
    try {
      // A plus sign that was not percent-encoded arrives as a space.
      return Instant.parse(text.replace(' ', '+'));
    } catch (DateTimeParseException e) {
      throw Problems.invalidParameter(
              "at",
              "must be an instant such as 2026-01-31T12:00:00Z, but is '%s'"
                  .formatted(Problems.shown(text)))
          .asRefusal();
    }
  }

  private static int limit(Request request) {
    return (int) request.number("limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
  }

  private static Problem notFound(EntityAddress entity, AsOf asOf) {
    return EntityProblems.entityNotFound(
        entity,
        switch (asOf) {
          case AsOf.Now now -> "";
          case AsOf.SequenceNumber(long number) -> " up to sequence number " + number;
          case AsOf.Time(Instant time) -> " by " + time;
        });
  }

  private static HttpResponse refuse(Problem problem, Request request) {
    return Response.problem(problem, request.path());
  }
}
