package io.sillok.node.gateway.projection;

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
import io.sillok.protocol.window.EventTimes;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** How projections stand, and what their windows hold. */
public final class ProjectionRoutes {

  private static final String PROJECTION = "/v1/projections/{projection}";
  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_LIMIT = 1000;

  private final Projections projections;
  private final EventReads events;

  /**
   * @param events reads streams for requests
   */
  public ProjectionRoutes(Projections projections, EventReads events) {
    this.projections = projections;
    this.events = events;
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/v1/projections", this::list),
        Route.get(PROJECTION, this::describe),
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
        .thenApply(found ->
            Response.json(
                ProjectionJson.projection(
                    found.orElseThrow(() -> ProjectionProblems.unknown(name).asRefusal())),
                Response.NO_STORE));
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
          return isOpen(request) ? projections.previews(query) : projections.windows(query);
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

  private static boolean isOpen(Request request) {
    return switch (request.parameter("open").orElse("false")) {
      case "true" -> true;
      case "false" -> false;
      default -> throw Problems.invalidParameter("open", "must be true or false").asRefusal();
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
