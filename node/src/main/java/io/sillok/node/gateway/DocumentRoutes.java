package io.sillok.node.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.node.entity.EntityModels;
import io.sillok.node.gateway.http.JsonBody;
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
  private final byte[] asyncApi;

  DocumentRoutes(EntityModels models, Streams streams) {
    openApi = bytes(OpenApiDocument.of(models));
    asyncApi = bytes(AsyncApiDocument.of(streams.all()));
  }

  private static byte[] bytes(ObjectNode document) {
    return ((JsonBody) json -> json.writeTree(document)).bytes();
  }

  List<Route> routes() {
    return List.of(
        Route.get("/openapi.json", request -> answer(openApi)),
        Route.get("/asyncapi.json", request -> answer(asyncApi)));
  }

  private static CompletionStage<HttpResponse> answer(byte[] document) {
    return Response.now(
        Response.of(200, ContentTypes.APPLICATION_JSON, document, Response.NO_STORE));
  }
}
