package io.sillok.node.gateway.table;

import io.sillok.node.entity.EntityModels;
import io.sillok.node.gateway.http.BodyReader;
import io.sillok.node.gateway.http.Conditions;
import io.sillok.node.gateway.http.PercentCoding;
import io.sillok.node.gateway.http.Problems;
import io.sillok.node.gateway.http.Request;
import io.sillok.node.gateway.http.RequestHeaders;
import io.sillok.node.gateway.http.Response;
import io.sillok.node.gateway.http.Route;
import io.sillok.node.stream.Streams;
import io.sillok.node.table.TableDefinition;
import io.sillok.node.table.TableDefinition.OfEntityType;
import io.sillok.node.table.TableDefinition.OfStream;
import io.sillok.node.table.TableReading;
import io.sillok.node.table.TableRow;
import io.sillok.node.table.Tables;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/** Tables of streams and of entity types: by key, by page, and beside what their logs say. */
public final class TableRoutes {

  private static final int MAX_LIMIT = 1000;
  private static final int DEFAULT_LIMIT = 100;
  private static final String[] PAGE = {"prefix", "limit", "after", "atLeast"};

  private final Tables tables;
  private final TableLookup lookup;
  private final BodyReader bodies;

  public TableRoutes(Tables tables, Streams streams, EntityModels models, BodyReader bodies) {
    this.tables = tables;
    this.bodies = bodies;
    lookup = new TableLookup(streams, models, tables.partitions());
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/v1/streams/{stream}/table", request -> page(request, lookup::ofStream), PAGE),
        Route.get(
            "/v1/streams/{stream}/table/{key}",
            request -> row(request, "key", lookup::ofStream),
            "atLeast"),
        Route.post(
            "/v1/streams/{stream}/table/verify",
            request -> verify(request, lookup::ofStream),
            "rebuild"),
        Route.get("/v1/tables/{type}", request -> page(request, lookup::ofEntityType), PAGE),
        Route.get(
            "/v1/tables/{type}/{id}",
            request -> row(request, "id", lookup::ofEntityType),
            "atLeast"),
        Route.post(
            "/v1/tables/{type}/verify",
            request -> verify(request, lookup::ofEntityType),
            "rebuild"));
  }

  private CompletionStage<HttpResponse> row(
      Request request, String segment, Function<Request, CompletionStage<TableDefinition>> find) {
    String key = request.segment(segment);
    return find.apply(request)
        .thenCompose(table ->
            lookup
                .after(request, table, atLeast -> tables.row(table, key, atLeast))
                .thenApply(found ->
                    found
                        .map(row -> row(request, table, row))
                        .orElseThrow(() ->
                            TableProblems.unknownKey(TableLookup.what(table), key).asRefusal())));
  }

  private static HttpResponse row(Request request, TableDefinition table, TableRow row) {
    String tag = tag(table, row);
    HttpHeader header = RawHeader.create("ETag", tag);
    return Conditions.isKnown(request, tag)
        ? Response.empty(304, header, Response.NO_STORE)
        : Response.json(TableJson.row(row), header, Response.NO_STORE);
  }

  /** Of an entity it is what {@code If-Match} takes; else the value depends on its definition. */
  private static String tag(TableDefinition table, TableRow row) {
    return switch (table) {
      case OfStream(var stream) -> "\"%d-%d\"".formatted(row.offset(), stream.version());
      case OfEntityType ofEntityType ->
          "\"%d\"".formatted(row.sequenceNumber().orElse(row.offset()));
    };
  }

  private CompletionStage<HttpResponse> page(
      Request request, Function<Request, CompletionStage<TableDefinition>> find) {
    String prefix = request.parameter("prefix").orElse("");
    String after = request.parameter("after").orElse("");
    int limit = (int) request.number("limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
    return find.apply(request)
        .thenCompose(table ->
            lookup.after(
                request,
                table,
                atLeast -> tables.page(table, new TableReading(prefix, after, limit, atLeast))))
        .thenApply(page ->
            Response.json(
                TableJson.page(page, page.next().map(key -> next(request, key, limit))),
                Response.NO_STORE));
  }

  private static String next(Request request, String after, int limit) {
    StringBuilder next = new StringBuilder(request.path());
    next.append("?after=").append(PercentCoding.encode(after)).append("&limit=").append(limit);
    for (String kept : List.of("prefix", "atLeast")) {
      request
          .parameter(kept)
          .ifPresent(value ->
              next.append('&').append(kept).append('=').append(PercentCoding.encode(value)));
    }
    return next.toString();
  }

  private CompletionStage<HttpResponse> verify(
      Request request, Function<Request, CompletionStage<TableDefinition>> find) {
    RequestHeaders.requireSameOrigin(request);
    boolean rebuild = request.parameter("rebuild").map(TableRoutes::flag).orElse(false);
    return bodies
        .read(request.http())
        .thenCompose(ignored -> find.apply(request))
        .thenCompose(table -> tables.verify(table, rebuild))
        .thenApply(
            verification -> Response.json(TableJson.verification(verification), Response.NO_STORE));
  }

  private static boolean flag(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw Problems.invalidParameter(
              "rebuild", "must be true or false, but is '%s'".formatted(Problems.shown(text)))
          .asRefusal();
    }
    return text.equals("true");
  }
}
