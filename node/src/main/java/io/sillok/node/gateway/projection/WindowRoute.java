package io.sillok.node.gateway.projection;

import io.sillok.node.gateway.http.PercentCoding;
import io.sillok.node.gateway.http.Problems;
import io.sillok.node.gateway.http.Request;
import io.sillok.node.gateway.http.Response;
import io.sillok.node.window.ProjectionStanding;
import io.sillok.node.window.Projections;
import io.sillok.node.window.Projections.TopQuery;
import io.sillok.node.window.Projections.WindowPage;
import io.sillok.node.window.Projections.WindowQuery;
import io.sillok.node.window.definition.ProjectionDefinition;
import io.sillok.node.window.ranking.Ranking;
import io.sillok.node.window.ranking.UnfitRankingException;
import io.sillok.protocol.window.EventTimes;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** What the windows of a projection hold: page by page, or those with the largest values. */
record WindowRoute(Projections projections) {

  static final String[] PARAMETERS = {"key", "from", "to", "open", "after", "limit", "top", "by"};

  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_LIMIT = 1000;

  CompletionStage<HttpResponse> answer(Request request) {
    String name = request.segment("projection");
    boolean isTop = isTop(request);
    int limit = (int) request.number(isTop ? "top" : "limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
    WindowQuery query =
        new WindowQuery(
            name,
            request.parameter("key"),
            time(request, "from", EventTimes.MIN),
            time(request, "to", Long.MAX_VALUE),
            request.parameter("after").orElse(""),
            limit);
    boolean open = flag(request, "open");
    return projections
        .find(name)
        .thenCompose(found -> {
          ProjectionStanding standing =
              found.orElseThrow(() -> ProjectionProblems.unknown(name).asRefusal());
          if (isTop) {
            return projections.top(top(request, standing, query, open));
          }
          return open ? projections.previews(query) : projections.windows(query);
        })
        .thenApply(page -> answer(request, page, limit));
  }

  private static HttpResponse answer(Request request, WindowPage page, int limit) {
    Optional<String> next = page.next().map(place -> next(request, place, limit));
    return Response.json(ProjectionJson.windows(page, next), Response.NO_STORE);
  }

  private static boolean isTop(Request request) {
    boolean isTop = request.parameter("top").isPresent();
    if (isTop != request.parameter("by").isPresent()) {
      throw Problems.invalidParameter(
              isTop ? "top" : "by", "needs the other one, such as top=10&by=count")
          .asRefusal();
    }
    for (String ofPages : List.of("after", "limit")) {
      if (isTop && request.parameter(ofPages).isPresent()) {
        throw Problems.invalidParameter(
                ofPages, "does not go with top, which has no pages; leave one of them out")
            .asRefusal();
      }
    }
    return isTop;
  }

  private static TopQuery top(
      Request request, ProjectionStanding standing, WindowQuery query, boolean open) {
    String by = request.parameter("by").orElse("");
    standing.definition().ifPresent(definition -> requireFit(definition, by));
    return new TopQuery(
        query.projection(), query.key(), query.from(), query.to(), open, by, query.limit());
  }

  private static void requireFit(ProjectionDefinition<?> definition, String by) {
    try {
      Ranking.of(definition.results().schema(), by);
    } catch (UnfitRankingException unfit) {
      throw Problems.invalidParameter("by", unfit.reason()).asRefusal();
    }
  }

  static boolean flag(Request request, String parameter) {
    return switch (request.parameter(parameter).orElse("false")) {
      case "true" -> true;
      case "false" -> false;
      default -> throw Problems.invalidParameter(parameter, "must be true or false").asRefusal();
    };
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
    for (String kept : List.of("key", "from", "to", "open")) {
      request
          .parameter(kept)
          .ifPresent(value ->
              next.append('&').append(kept).append('=').append(PercentCoding.encode(value)));
    }
    return next.toString();
  }
}
