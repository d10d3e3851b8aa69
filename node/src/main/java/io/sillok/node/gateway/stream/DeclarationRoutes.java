package io.sillok.node.gateway.stream;

import io.sillok.node.gateway.http.BodyReader;
import io.sillok.node.gateway.http.Problem;
import io.sillok.node.gateway.http.Problems;
import io.sillok.node.gateway.http.Request;
import io.sillok.node.gateway.http.RequestHeaders;
import io.sillok.node.gateway.http.Response;
import io.sillok.node.gateway.http.Route;
import io.sillok.node.stream.DeclaredStreams;
import io.sillok.node.stream.Declaring;
import io.sillok.node.stream.StreamDeclaration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** Declares streams, and retires them. */
final class DeclarationRoutes {

  private final DeclaredStreams declared;
  private final StreamLookup lookup;
  private final ReaderFilters filters;
  private final BodyReader bodies;

  DeclarationRoutes(
      DeclaredStreams declared, StreamLookup lookup, ReaderFilters filters, BodyReader bodies) {
    this.declared = declared;
    this.lookup = lookup;
    this.filters = filters;
    this.bodies = bodies;
  }

  List<Route> routes() {
    return List.of(
        Route.put("/v1/streams/{stream}", this::declare, "dryRun"),
        Route.delete("/v1/streams/{stream}", this::retire));
  }

  private CompletionStage<HttpResponse> declare(Request request) {
    RequestHeaders.requireSameOrigin(request);
    RequestHeaders.requireJson(request);
    String stream = request.segment("stream");
    StreamProblems.requireNotOfProjection(stream);
    boolean dryRun = request.parameter("dryRun").map(DeclarationRoutes::flag).orElse(false);
    return bodies
        .read(request.http())
        .thenCompose(body -> declare(DeclarationReader.read(stream, body), dryRun))
        .thenApply(outcome ->
            switch (outcome) {
              case Declaring.Created(var created) ->
                  Response.of(
                      dryRun ? 200 : 201,
                      ContentTypes.APPLICATION_JSON,
                      StreamJson.definition(created).bytes(),
                      Response.NO_STORE);
              case Declaring.Kept(var kept) ->
                  Response.json(StreamJson.definition(kept), Response.NO_STORE);
              case Declaring.Refused refused -> throw problem(refused).asRefusal();
            });
  }

  /** What becomes of it is known before anything is done, and so whom it would leave behind. */
  private CompletionStage<Declaring> declare(StreamDeclaration wanted, boolean dryRun) {
    return declared
        .declare(wanted, true)
        .thenCompose(outcome ->
            switch (outcome) {
              case Declaring.Refused refused -> CompletableFuture.completedFuture(refused);
              case Declaring.Created created -> done(wanted, dryRun, created);
              case Declaring.Kept kept ->
                  filters.require(kept.stream()).thenCompose(fit -> done(wanted, dryRun, kept));
            });
  }

  private CompletionStage<Declaring> done(
      StreamDeclaration wanted, boolean dryRun, Declaring outcome) {
    return dryRun ? CompletableFuture.completedFuture(outcome) : declared.declare(wanted, false);
  }

  private static boolean flag(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw Problems.invalidParameter("dryRun", "must be true or false").asRefusal();
    }
    return text.equals("true");
  }

  private static Problem problem(Declaring.Refused refused) {
    int status =
        switch (refused.code()) {
          case "invalid-name" -> 400;
          case "stream-of-module",
              "stream-of-entity-type",
              "stream-differs",
              "schema-incompatible" ->
              409;
          default -> 422;
        };
    return Problem.of(
            status, refused.code(), "The stream cannot be declared like this", refused.message())
        .withErrors(
            refused.faults().stream()
                .map(
                    fault -> new Problem.FieldError(fault.code(), fault.pointer(), fault.message()))
                .toList());
  }

  private CompletionStage<HttpResponse> retire(Request request) {
    RequestHeaders.requireSameOrigin(request);
    StreamProblems.requireNotOfProjection(request.segment("stream"));
    return lookup.stream(request)
        .thenCompose(stream -> {
          if (declared.isOfLoadedModule(stream.name())) {
            throw StreamProblems.ofModule(stream.name()).asRefusal();
          }
          return declared.retire(stream.name());
        })
        .thenApply(retired -> {
          if (retired.isEmpty()) {
            throw StreamProblems.ofEntityType(request.segment("stream")).asRefusal();
          }
          return Response.empty(204);
        });
  }
}
