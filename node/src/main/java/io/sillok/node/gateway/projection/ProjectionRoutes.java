package io.sillok.node.gateway.projection;

import io.sillok.node.downstream.Downstreams;
import io.sillok.node.gateway.http.BodyReader;
import io.sillok.node.gateway.http.Request;
import io.sillok.node.gateway.http.RequestHeaders;
import io.sillok.node.gateway.http.Response;
import io.sillok.node.gateway.http.Route;
import io.sillok.node.gateway.stream.EventReads;
import io.sillok.node.gateway.stream.Successor;
import io.sillok.node.stream.StreamPosition;
import io.sillok.node.stream.StreamPosition.InvalidPositionException;
import io.sillok.node.window.Projections;
import io.sillok.node.window.ServedProjection;
import io.sillok.node.window.definition.ProjectionVersion;
import io.sillok.node.window.definition.kept.KeptProjection;
import io.sillok.node.window.definition.kept.ProjectionDeclaring;
import io.sillok.node.window.definition.kept.ProjectionRetiring;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** How projections stand, and what their windows hold. */
public final class ProjectionRoutes {

  private static final String PROJECTION = "/v1/projections/{projection}";

  private final Projections projections;
  private final Downstreams downstreams;
  private final EventReads events;
  private final BodyReader bodies;
  private final WindowRoute windows;

  /**
   * @param events reads streams for requests
   */
  public ProjectionRoutes(
      Projections projections, Downstreams downstreams, EventReads events, BodyReader bodies) {
    this.projections = projections;
    this.downstreams = downstreams;
    this.events = events;
    this.bodies = bodies;
    windows = new WindowRoute(projections);
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/v1/projections", this::list),
        Route.get(PROJECTION, this::describe),
        Route.put(PROJECTION, this::declare, "dryRun"),
        Route.delete(PROJECTION, this::retire),
        Route.get(PROJECTION + "/windows", windows::answer, WindowRoute.PARAMETERS),
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
    boolean dryRun = WindowRoute.flag(request, "dryRun");
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

  /** A stream of the version that serves, as streams are read. */
  private Route events(String path, Function<ProjectionVersion, String> stream) {
    return Route.get(
        PROJECTION + path,
        request -> {
          String name = request.segment("projection");
          return projections
              .find(name)
              .thenCompose(found -> {
                ProjectionVersion version =
                    found.orElseThrow(() -> ProjectionProblems.unknown(name).asRefusal()).version();
                requireOf(version, stream, request);
                return events.read(
                    request, stream.apply(version), Optional.of(successor(version, stream)));
              });
        },
        "from",
        "key",
        "filter",
        "limit");
  }

  /** Positions in the streams of earlier versions say nothing of those of this one. */
  private static void requireOf(
      ProjectionVersion version, Function<ProjectionVersion, String> stream, Request request) {
    List<String> positions = new ArrayList<>(request.headers("Last-Event-ID"));
    request.parameter("from").ifPresent(positions::add);
    for (int number = 1; number < version.number(); number++) {
      ProjectionVersion earlier = new ProjectionVersion(version.projection(), number);
      if (positions.stream().anyMatch(text -> isPosition(stream.apply(earlier), text))) {
        throw ProjectionProblems.superseded(earlier, version, stream.apply(version)).asRefusal();
      }
    }
  }

  private static boolean isPosition(String stream, String text) {
    try {
      StreamPosition.parse(stream, text);
      return true;
    } catch (InvalidPositionException other) {
      return false;
    }
  }

  private Successor successor(
      ProjectionVersion version, Function<ProjectionVersion, String> stream) {
    return new Successor(
        () -> serving(version.projection()).filter(now -> !now.equals(version)).isPresent(),
        json -> {
          ProjectionVersion now = serving(version.projection()).orElse(version);
          json.writeStartObject();
          json.writeNumberField("version", now.number());
          json.writeStringField("stream", stream.apply(now));
          json.writeEndObject();
        });
  }

  private Optional<ProjectionVersion> serving(String projection) {
    return projections.served().stream()
        .map(ServedProjection::version)
        .filter(version -> version.projection().equals(projection))
        .findFirst();
  }
}
