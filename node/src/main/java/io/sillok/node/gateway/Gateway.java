package io.sillok.node.gateway;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sillok.node.cluster.Standstill;
import io.sillok.node.cluster.StartProgress;
import io.sillok.node.entity.EntityModels;
import io.sillok.node.gateway.connection.Connections;
import io.sillok.node.gateway.console.ConsoleRoutes;
import io.sillok.node.gateway.http.BodyReader;
import io.sillok.node.gateway.http.BodyRoom;
import io.sillok.node.gateway.http.Exchange;
import io.sillok.node.gateway.http.IllegalRequests;
import io.sillok.node.gateway.http.Problems;
import io.sillok.node.gateway.http.Route;
import io.sillok.node.gateway.http.Router;
import io.sillok.node.gateway.metrics.GatewayMetrics;
import io.sillok.node.gateway.metrics.JvmMetrics;
import io.sillok.node.gateway.processor.ProcessorRoutes;
import io.sillok.node.gateway.projection.ProjectionRoutes;
import io.sillok.node.gateway.stream.StreamFeeds;
import io.sillok.node.gateway.stream.StreamServices;
import io.sillok.node.gateway.table.TableRoutes;
import io.sillok.node.stream.consumer.ConsumerTroubles;
import io.sillok.node.stream.queue.Queues;
import io.sillok.persistence.tls.TlsContexts;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.ConnectionContext;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.ServerBuilder;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaType;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.settings.ServerSettings;
import org.jspecify.annotations.Nullable;

/**
 * A node's HTTP server. It listens before the node is ready, to tell why it is not, and serves once
 * it is open.
 */
public final class Gateway {

  /** Longer than clients that are at work leave a connection idle. */
  private static final Duration LAST_REQUESTS = Duration.ofMillis(500);

  // Between an answer and its being handed over to be sent.
  private static final Duration LAST_ANSWERS = Duration.ofSeconds(1);

  /**
   * As Pekko knows JSON, it drops the charset that a request names, and UTF-16 passes for UTF-8.
   */
  private static final MediaType JSON_IN_ANY_CHARSET =
      MediaTypes.customWithOpenCharset("application", "json", Map.of(), false);

  private final ActorSystem<?> system;
  private final GatewaySettings settings;
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final GatewayMetrics metrics = new GatewayMetrics(registry);
  private final JvmMetrics jvm = new JvmMetrics(registry);
  private final StreamFeeds feeds = new StreamFeeds();
  private final BodyReader bodies;
  private final Exchange exchange;
  private final Optional<TlsContexts> tls;
  private final Connections connections;
  private final Standstill standstill;
  private volatile @Nullable Served served;
  private @Nullable CompletionStage<Done> stopped;

  private Gateway(ActorSystem<?> system, GatewaySettings settings, StartProgress progress) {
    this.system = system;
    this.settings = settings;
    bodies = reader(settings.maxBodyBytes(), "sillok.gateway.max-body-bytes");
    exchange =
        new Exchange(
            system,
            new Router(HealthRoutes.early(progress)),
            () -> Outages.starting(progress.inWords()),
            bodies,
            new BodyRoom(settings.bodyMemory()),
            settings.requestTimeout(),
            Outages::problemOf,
            metrics::request);
    // What libraries such as the driver of Cassandra count comes in through the global one.
    Metrics.addRegistry(registry);
    tls = settings.tls().map(files -> TlsContexts.open("gateway", files));
    standstill = Standstill.watch(system);
    connections =
        new Connections(
            system,
            server(),
            settings.maxConnections(),
            this::answer,
            request ->
                isOfWatchers(request)
                    ? exchange.answer(request)
                    : exchange.refuse(
                        request, Problems.tooManyConnections(settings.maxConnections())));
  }

  /** What it would answer may be from before it stood still. */
  private CompletionStage<HttpResponse> answer(HttpRequest request) {
    return standstill.leavesDoubt() && !isOfWatchers(request)
        ? exchange.refuse(request, Problems.stoodStill())
        : exchange.answer(request);
  }

  /** Who looks after nodes is answered by one whose connections are taken, too. */
  private static boolean isOfWatchers(HttpRequest request) {
    String path = request.getUri().path();
    return path.startsWith("/health/") || path.equals("/metrics");
  }

  private ServerBuilder server() {
    ServerBuilder server =
        Http.get(system)
            .newServerAt(settings.host(), settings.port())
            .withSettings(serverSettings(system));
    return tls.map(
            contexts -> server.enableHttps(ConnectionContext.httpsServer(contexts::serverEngine)))
        .orElse(server);
  }

  /**
   * Listens, and tells that the node starts. The stage fails with {@link
   * org.apache.pekko.stream.BindFailedException} if the port cannot be listened on.
   *
   * @throws io.sillok.persistence.tls.TlsException if its certificate cannot be used
   */
  public static CompletionStage<Gateway> listen(
      ActorSystem<?> system, GatewaySettings settings, StartProgress progress) {
    Gateway gateway = new Gateway(system, settings, progress);
    return gateway
        .connections
        .binding()
        .handle((bound, failure) -> {
          if (failure != null) {
            gateway.close();
            throw new CompletionException(failure);
          }
          return gateway;
        });
  }

  /** Serves from now on. */
  public Gateway open(GatewayDependencies dependencies) {
    List<Route> routes = routes(dependencies);
    served = new Served(routes, dependencies.streams().queues());
    exchange.open(new Router(routes));
    return this;
  }

  private BodyReader reader(int maxBytes, String setting) {
    return new BodyReader(system, maxBytes, setting, settings.bodyTimeout());
  }

  /** All that is served, tried in this order. */
  private List<Route> routes(GatewayDependencies dependencies) {
    BodyReader batches = reader(settings.maxAppendBytes(), "sillok.gateway.max-append-bytes");
    StreamServices streams = dependencies.streams();
    EntityModels models = dependencies.models();
    return Stream.of(
            new EntityRoutes(dependencies.entities(), models, bodies, metrics).routes(),
            streams.routes(feeds, dependencies.downstreams(), bodies, batches),
            new TableRoutes(dependencies.tables(), streams.streams(), models, bodies).routes(),
            new ClusterRoutes(models, dependencies.cluster(), metrics).routes(),
            new BackupRoutes(dependencies.backups(), bodies).routes(),
            new HealthRoutes(
                    dependencies.cluster(),
                    streams.queues(),
                    new ConsumerTroubles(streams.consumers().descriptions()),
                    dependencies.processors(),
                    dependencies.projections(),
                    InstantSource.system())
                .routes(),
            new ProcessorRoutes(dependencies.processors(), bodies, streams.streams().partitions())
                .routes(),
            new ProjectionRoutes(
                    dependencies.projections(),
                    dependencies.downstreams(),
                    streams.events(feeds),
                    bodies)
                .routes(),
            MetricsRoutes.of(registry, dependencies).routes(),
            new DocumentRoutes(models, streams.streams()).routes(),
            new ConsoleRoutes().routes())
        .flatMap(List::stream)
        .toList();
  }

  /** What it serves; nothing before it is open. */
  List<Route> routes() {
    Served now = served;
    return now == null ? List.of() : now.routes();
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return connections.binding().toCompletableFuture().join().localAddress();
  }

  /** Whether clients have to speak HTTPS. */
  public boolean secured() {
    return tls.isPresent();
  }

  /**
   * Accepts no more connections, tells new requests on those that are open to go elsewhere from the
   * moment it returns, and finishes those under way. Does nothing more the second time.
   *
   * @param deadline after it, what is still under way is given up
   */
  public synchronized CompletionStage<Done> stop(Duration deadline) {
    if (stopped == null) {
      CompletionStage<Void> answered = refuse(deadline);
      // What Pekko hands out runs what follows later, on another thread.
      stopped = connections.binding().thenCompose(bound -> drain(bound, answered));
    }
    return stopped;
  }

  private CompletionStage<Void> refuse(Duration deadline) {
    Served now = served;
    if (now != null) {
      now.queues().endWaits();
    }
    feeds.close();
    return exchange.stop(deadline);
  }

  private CompletionStage<Done> drain(ServerBinding bound, CompletionStage<Void> answered) {
    return bound
        .unbind()
        .thenCompose(unbound -> answered)
        .thenCompose(idle -> connections.close(LAST_REQUESTS, LAST_ANSWERS))
        .whenComplete((done, failure) -> close());
  }

  private void close() {
    jvm.close();
    Metrics.removeRegistry(registry);
    tls.ifPresent(TlsContexts::close);
  }

  private static ServerSettings serverSettings(ActorSystem<?> system) {
    Config config =
        ConfigFactory.parseString(
                """
                pekko.http.server {
                  server-header = ""
                  raw-request-uri-header = on
                  transparent-head-requests = on
                  request-timeout = infinite
                  # Many may come at once; the system takes as many as it is set to (net.core.somaxconn).
                  backlog = 4096
                  parsing {
                    error-handler = "%s"
                    modeled-header-parsing = off
                    illegal-header-warnings = off
                    max-uri-length = 8k
                    header-cache { Idempotency-Key = 0, If-Match = 0, ETag = 0 }
                  }
                }
                """
                    .formatted(IllegalRequests.class.getName()))
            .withFallback(system.settings().config());
    ServerSettings server = ServerSettings.create(config);
    return server.withParserSettings(
        server.getParserSettings().withCustomMediaTypes(JSON_IN_ANY_CHARSET));
  }

  private record Served(List<Route> routes, Queues queues) {}
}
