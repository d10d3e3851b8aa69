package io.sillok.node.gateway;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sillok.node.cluster.ClusterView;
import io.sillok.node.gateway.http.Request;
import io.sillok.node.gateway.http.Response;
import io.sillok.node.gateway.http.Route;
import io.sillok.node.gateway.metrics.ClusterMetrics;
import io.sillok.node.gateway.metrics.ProcessorMetrics;
import io.sillok.node.gateway.metrics.TableMetrics;
import io.sillok.node.processor.Processors;
import io.sillok.node.table.Tables;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
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
  private final TableMetrics tableMetrics;
  private final ClusterView cluster;
  private final Tables tables;
  private final Processors processors;
  private final ProcessorMetrics processorMetrics;

  MetricsRoutes(
      PrometheusMeterRegistry registry, ClusterView cluster, Tables tables, Processors processors) {
    this.registry = registry;
    this.metrics = new ClusterMetrics(registry);
    this.tableMetrics = new TableMetrics(registry);
    this.cluster = cluster;
    this.tables = tables;
    this.processors = processors;
    this.processorMetrics = new ProcessorMetrics(registry);
  }

  List<Route> routes() {
    return List.of(Route.get("/metrics", this::metrics));
  }

  private CompletionStage<HttpResponse> metrics(Request request) {
    return cluster
        .state()
        .handle((state, failure) -> {
          if (failure == null) {
            metrics.update(state);
            tableMetrics.update(state, tables.progress());
            processorMetrics.update(state, processors.progress(), Instant.now());
          } else {
            metrics.unreachable();
          }
          byte[] text = registry.scrape().getBytes(StandardCharsets.UTF_8);
          return Response.of(200, PROMETHEUS_TEXT, text, Response.NO_STORE);
        });
  }
}
