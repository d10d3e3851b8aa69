package io.sillok.node.gateway;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sillok.node.cluster.ClusterState;
import io.sillok.node.cluster.ClusterView;
import io.sillok.node.gateway.http.Request;
import io.sillok.node.gateway.http.Response;
import io.sillok.node.gateway.http.Route;
import io.sillok.node.gateway.metrics.ClusterMetrics;
import io.sillok.node.gateway.metrics.ConsumerMetrics;
import io.sillok.node.stream.consumer.ConsumerDescriptions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** What the node counts, as text for Prometheus. */
final class MetricsRoutes {

  private static final ContentType PROMETHEUS_TEXT =
      ContentTypes.parse("text/plain; version=0.0.4; charset=UTF-8");

  private final PrometheusMeterRegistry registry;
  private final ClusterMetrics metrics;
  private final ConsumerMetrics consumers;
  private final ClusterView cluster;

  MetricsRoutes(
      PrometheusMeterRegistry registry, ClusterView cluster, ConsumerDescriptions consumers) {
    this.registry = registry;
    this.metrics = new ClusterMetrics(registry);
    this.consumers = new ConsumerMetrics(registry, consumers);
    this.cluster = cluster;
  }

  List<Route> routes() {
    return List.of(Route.get("/metrics", this::metrics));
  }

  private CompletionStage<HttpResponse> metrics(Request request) {
    return cluster
        .state()
        .handle((state, failure) -> failure == null && update(state))
        .thenCombine(
            consumers.update(),
            (reached, counted) -> {
              if (!reached) {
                metrics.unreachable();
              }
              byte[] text = registry.scrape().getBytes(StandardCharsets.UTF_8);
              return Response.of(200, PROMETHEUS_TEXT, text, Response.NO_STORE);
            });
  }

  private boolean update(ClusterState state) {
    metrics.update(state);
    return true;
  }
}
