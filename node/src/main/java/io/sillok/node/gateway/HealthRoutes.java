package io.sillok.node.gateway;

import io.sillok.node.cluster.ClusterView;
import io.sillok.node.cluster.Readiness.NotReady;
import io.sillok.node.cluster.Readiness.Ready;
import io.sillok.node.gateway.http.Problems;
import io.sillok.node.gateway.http.Request;
import io.sillok.node.gateway.http.Response;
import io.sillok.node.gateway.http.Route;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** Whether the node lives, and whether it can do its work. */
final class HealthRoutes {

  private final ClusterView cluster;

  HealthRoutes(ClusterView cluster) {
    this.cluster = cluster;
  }

  List<Route> routes() {
    return List.of(
        Route.always("/health/live", this::live), Route.always("/health/ready", this::ready));
  }

  private CompletionStage<HttpResponse> live(Request request) {
    return Response.now(status("up"));
  }

  private CompletionStage<HttpResponse> ready(Request request) {
    if (request.stopping()) {
      throw Problems.stopping().asRefusal();
    }
    return cluster
        .readiness()
        .thenApply(readiness ->
            switch (readiness) {
              case Ready ready -> status("ready");
              case NotReady(String code, String message) ->
                  Response.problem(Outages.notReady(code, message), request.path());
            });
  }

  private static HttpResponse status(String status) {
    return Response.json(
        json -> {
          json.writeStartObject();
          json.writeStringField("status", status);
          json.writeEndObject();
        },
        Response.NO_STORE);
  }
}
