package io.sillok.node.gateway.projection;

import io.sillok.node.downstream.Downstreams;
import io.sillok.node.gateway.http.BodyReader;
import io.sillok.node.gateway.http.PercentCoding;
import io.sillok.node.gateway.http.Problems;
import io.sillok.node.gateway.http.Request;
import io.sillok.node.gateway.http.RequestHeaders;
import io.sillok.node.gateway.http.Response;
import io.sillok.node.gateway.http.Route;
import io.sillok.node.gateway.stream.EventReads;
import io.sillok.node.window.Projections;
import io.sillok.node.window.Projections.WindowQuery;
import io.sillok.node.window.definition.ProjectionVersion;
import io.sillok.node.window.definition.kept.KeptProjection;
import io.sillok.node.window.definition.kept.ProjectionDeclaring;
import io.sillok.node.window.definition.kept.ProjectionRetiring;
import io.sillok.protocol.window.EventTimes;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** How projections stand, and what their windows hold. */
public final class ProjectionRoutes {

  private static final String PROJECTION = "/v1/projections/{projection}";
  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_LIMIT = 1000;

  private final Projections projections;
  private final Downstreams downstreams;
  private final EventReads events;
  private final BodyReader bodies;

  /**
   * @param events reads streams for requests
   */
  public ProjectionRoutes(
      Projections projections, Downstreams downstreams, EventReads events, BodyReader bodies) {
    this.projections = projections;
    this.downstreams = downstreams;
    this.events = events;
    this.bodies = bodies;
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/v1/projections", this::list),
        Route.get(PROJECTION, this::describe),
        Route.put(PROJECTION, this::declare, "dryRun"),
        Route.delete(PROJECTION, this::retire),
        Route.get(
            PROJECTION + "/windows", this::windows, "key", "from", "to", "open", "after", "limit"),
        Route.post(PROJECTION + "/verify", this::verify),
        events("/events", ProjectionVersion::results),
        events("/late", ProjectionVersion::late),
        events("/rejected", ProjectionVersion::rejected));
  }

  private CompletionStage<HttpResponse> list(Request request) {
    return projections
        .all()
        .thenApply(all -> Response.json(ProjectionJson.list(all), Response.NO_STORE));
  }

  private CompletionStage<HttpResponse> describe(Request request) {
    String name = request.segment("projection");
    return projections
        .find(name)
        .thenApply(found -> found.orElseThrow(() -> ProjectionProblems.unknown(name).asRefusal()))
        .thenCompose(found ->
            downstreams
                .of(found.version())
                .thenApply(all ->
                    Response.json(ProjectionJson.projection(found, all), Response.NO_STORE)));
  }

  private CompletionStage<HttpResponse> declare(Request request) {
    RequestHeaders.requireSameOrigin(request);
    RequestHeaders.requireJson(request);
    String name = request.segment("projection");
    boolean dryRun = flag(request, "dryRun");
    return bodies
        .read(request.http())
        .thenCompose(body -> projections.declare(name, ProjectionProblems.tree(body), dryRun))
        .thenApply(outcome ->
            switch (outcome) {
              case ProjectionDeclaring.Created(var created) ->
                  declared(created, dryRun ? 200 : 201);
              case ProjectionDeclaring.Changed(var changed) -> declared(changed, 200);
              case ProjectionDeclaring.Revived(var revived) -> declared(revived, 200);
              case ProjectionDeclaring.Unchanged(var present) -> declared(present, 200);
              case ProjectionDeclaring.Refused refused ->
                  throw ProjectionProblems.refused(refused).asRefusal();
            });
  }

  private static HttpResponse declared(KeptProjection kept, int status) {
    return Response.of(
        status,
        ContentTypes.APPLICATION_JSON,
        ProjectionJson.declared(kept).bytes(),
        Response.NO_STORE);
  }

  private CompletionStage<HttpResponse> retire(Request request) {
    RequestHeaders.requireSameOrigin(request);
    String name = request.segment("projection");
    return projections
        .retire(name)
        .thenApply(outcome ->
            switch (outcome) {
              case ProjectionRetiring.Retired retired -> Response.empty(204);
              case ProjectionRetiring.Unknown unknown ->
                  throw ProjectionProblems.unknown(name).asRefusal();
              case ProjectionRetiring.Kept kept ->
                  throw ProjectionProblems.ofModule(name).asRefusal();
            });
  }

  private CompletionStage<HttpResponse> windows(Request request) {
    String name = request.segment("projection");
    int limit = (int) request.number("limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
    WindowQuery query =
        new WindowQuery(
            name,
            request.parameter("key"),
            time(request, "from", EventTimes.MIN),
            time(request, "to", Long.MAX_VALUE),
            request.parameter("after").orElse(""),
            limit);
    return projections
        .find(name)
        .thenCompose(found -> {
          if (found.isEmpty()) {
            throw ProjectionProblems.unknown(name).asRefusal();
          }
          return flag(request, "open") ? projections.previews(query) : projections.windows(query);
        })
        .thenApply(page ->
            Response.json(
                ProjectionJson.windows(page, page.next().map(place -> next(request, place, limit))),
                Response.NO_STORE));
  }

  private CompletionStage<HttpResponse> verify(Request request) {
    RequestHeaders.requireSameOrigin(request);
    String name = request.segment("projection");
    return projections
        .find(name)
        .thenCompose(found -> {
          if (found.isEmpty()) {
            throw ProjectionProblems.unknown(name).asRefusal();
          }
          return projections.verify(name);
        })
        .thenApply(verification ->
            Response.json(ProjectionJson.verification(verification), Response.NO_STORE));
  }

  private static boolean flag(Request request, String parameter) {
    return switch (request.parameter(parameter).orElse("false")) {
      case "true" -> true;
      case "false" -> false;
      default -> throw Problems.invalidParameter(parameter, "must be true or false").asRefusal();
    };
  }

  /** A stream of the projection, as streams are read. */
  private Route events(String path, Function<ProjectionVersion, String> stream) {
    return Route.get(
        PROJECTION + path,
        request -> {
          String name = request.segment("projection");
          return projections
              .find(name)
              .thenCompose(found ->
                  events.read(
                      request,
                      stream.apply(
                          found
                              .orElseThrow(() -> ProjectionProblems.unknown(name).asRefusal())
                              .version())));
        },
        "from",
        "key",
        "filter",
        "limit");
  }

  private static long time(Request request, String parameter, long otherwise) {
    return request.parameter(parameter).map(text -> time(parameter, text)).orElse(otherwise);
  }

  private static long time(String parameter, String text) {
    try {
      return EventTimes.micros(Instant.parse(text.replace(' ', '+')));
    } catch (DateTimeException | ArithmeticException wrong) {
      throw Problems.invalidParameter(
              parameter,
              "must be an instant such as 2026-01-31T12:00:00Z, but is '%s'"
                  .formatted(Problems.shown(text)))
          .asRefusal();
    }
  }

  private static String next(Request request, String after, int limit) {
    StringBuilder next = new StringBuilder(request.path());
    next.append("?after=").append(PercentCoding.encode(after)).append("&limit=").append(limit);
    for (String kept : List.of("key", "from", "to")) {
      request
          .parameter(kept)
          .ifPresent(value ->
              next.append('&').append(kept).append('=').append(PercentCoding.encode(value)));
    }
    return next.toString();
  }
}
