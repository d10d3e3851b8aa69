package io.sillok.node.gateway;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sillok.node.gateway.http.Request;
import io.sillok.node.gateway.http.Response;
import io.sillok.node.gateway.http.Route;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** What the node counts, as text for Prometheus. */
final class MetricsRoutes {

  private final PrometheusMeterRegistry registry;

  MetricsRoutes(PrometheusMeterRegistry registry) {
    this.registry = registry;
  }

  List<Route> routes() {
    return List.of(Route.get("/metrics", this::metrics));
  }

  private CompletionStage<HttpResponse> metrics(Request request) {
    byte[] text = registry.scrape().getBytes(StandardCharsets.UTF_8);
    return Response.now(Response.of(200, ContentTypes.TEXT_PLAIN_UTF8, text, Response.NO_STORE));
  }
}
