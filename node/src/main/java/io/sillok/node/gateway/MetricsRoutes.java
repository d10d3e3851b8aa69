package io.sillok.node.gateway;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sillok.node.gateway.http.Request;
import io.sillok.node.gateway.http.Response;
import io.sillok.node.gateway.http.Route;
import io.sillok.node.gateway.metrics.CertificateMetrics;
import io.sillok.node.gateway.metrics.ClusterMetrics;
import io.sillok.node.gateway.metrics.ConsumerMetrics;
import io.sillok.node.gateway.metrics.ProcessorMetrics;
import io.sillok.node.gateway.metrics.ProjectionMetrics;
import io.sillok.node.gateway.metrics.QueueMetrics;
import io.sillok.node.gateway.metrics.TableMetrics;
import io.sillok.persistence.tls.CertificatesInUse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** What the node counts, as text for Prometheus. */
final class MetricsRoutes {

  private static final ContentType PROMETHEUS_TEXT =
      ContentTypes.parse("text/plain; version=0.0.4; charset=UTF-8");

  private final PrometheusMeterRegistry registry;
  private final List<Supplier<CompletionStage<?>>> updates;

  /**
   * @param updates count anew what is only counted when somebody asks; each completes, never with a
   *     failure, when it has
   */
  private MetricsRoutes(
      PrometheusMeterRegistry registry, List<Supplier<CompletionStage<?>>> updates) {
    this.registry = registry;
    this.updates = updates;
  }

  static MetricsRoutes of(PrometheusMeterRegistry registry, GatewayDependencies dependencies) {
    var consumers =
        new ConsumerMetrics(registry, dependencies.streams().consumers().descriptions());
    return new MetricsRoutes(
        registry,
        List.of(
            cluster(registry, dependencies),
            consumers::update,
            queues(registry, dependencies),
            certificates(registry)));
  }

  private static Supplier<CompletionStage<?>> queues(
      PrometheusMeterRegistry registry, GatewayDependencies dependencies) {
    var metrics = new QueueMetrics(registry);
    return () ->
        dependencies
            .streams()
            .queues()
            .overview()
            .handle((standings, failure) -> {
              metrics.update(failure == null ? standings : List.of(), Instant.now());
              return true;
            });
  }

  private static Supplier<CompletionStage<?>> certificates(PrometheusMeterRegistry registry) {
    var metrics = new CertificateMetrics(registry);
    return () -> {
      metrics.update(CertificatesInUse.all(), Instant.now());
      return CompletableFuture.completedFuture(true);
    };
  }

  private static Supplier<CompletionStage<?>> cluster(
      PrometheusMeterRegistry registry, GatewayDependencies dependencies) {
    var metrics = new ClusterMetrics(registry);
    var tables = new TableMetrics(registry);
    var processors = new ProcessorMetrics(registry);
    var projections = new ProjectionMetrics(registry);
    return () ->
        dependencies
            .cluster()
            .state()
            .handle((state, failure) -> {
              if (failure == null) {
                metrics.update(state);
                tables.update(state, dependencies.tables().progress());
                projections.update(dependencies.projections().progress());
                processors.update(state, dependencies.processors().progress(), Instant.now());
              } else {
                metrics.unreachable();
              }
              return true;
            });
  }

  List<Route> routes() {
    return List.of(Route.get("/metrics", this::metrics));
  }

  private CompletionStage<HttpResponse> metrics(Request request) {
    return CompletableFuture.allOf(
            updates.stream()
                .map(update -> update.get().toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new))
        .thenApply(updated ->
            Response.of(
                200,
                PROMETHEUS_TEXT,
                registry.scrape().getBytes(StandardCharsets.UTF_8),
                Response.NO_STORE));
  }
}
