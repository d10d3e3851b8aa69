package io.sillok.node.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.node.entity.EntityModels;
import io.sillok.node.gateway.http.JsonBody;
import io.sillok.node.gateway.http.Request;
import io.sillok.node.gateway.http.Response;
import io.sillok.node.gateway.http.Route;
import io.sillok.node.gateway.openapi.AsyncApiDocument;
import io.sillok.node.gateway.openapi.OpenApiDocument;
import io.sillok.node.stream.Streams;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** The descriptions of all that the gateway serves. */
final class DocumentRoutes {

  private final byte[] openApi;
  private final Streams streams;

  DocumentRoutes(EntityModels models, Streams streams) {
    openApi = bytes(OpenApiDocument.of(models));
    this.streams = streams;
  }

  private static byte[] bytes(ObjectNode document) {
    return ((JsonBody) json -> json.writeTree(document)).bytes();
  }

  List<Route> routes() {
    return List.of(
        Route.get("/openapi.json", request -> Response.now(response(openApi))),
        Route.get("/asyncapi.json", this::asyncApi));
  }

  private CompletionStage<HttpResponse> asyncApi(Request request) {
    return streams.all().thenApply(all -> response(bytes(AsyncApiDocument.of(all))));
  }

  private static HttpResponse response(byte[] document) {
    return Response.of(200, ContentTypes.APPLICATION_JSON, document, Response.NO_STORE);
  }
}
