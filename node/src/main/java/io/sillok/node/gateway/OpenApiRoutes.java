package io.sillok.node.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.node.entity.EntityModels;
import io.sillok.node.gateway.http.JsonBody;
import io.sillok.node.gateway.http.Request;
import io.sillok.node.gateway.http.Response;
import io.sillok.node.gateway.http.Route;
import io.sillok.node.gateway.openapi.OpenApiDocument;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** The description of all that the gateway serves. */
final class OpenApiRoutes {

  private final byte[] document;

  OpenApiRoutes(EntityModels models) {
    ObjectNode described = OpenApiDocument.of(models);
    document = ((JsonBody) json -> json.writeTree(described)).bytes();
  }

  List<Route> routes() {
    return List.of(Route.get("/openapi.json", this::document));
  }

  private CompletionStage<HttpResponse> document(Request request) {
    return Response.now(
        Response.of(200, ContentTypes.APPLICATION_JSON, document, Response.NO_STORE));
  }
}
