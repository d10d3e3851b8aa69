package io.sillok.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import io.sillok.node.cluster.AllPartitions;
import io.sillok.node.cluster.Backups;
import io.sillok.node.cluster.LiveCluster;
import io.sillok.node.cluster.StartProgress;
import io.sillok.node.cluster.Whereabouts;
import io.sillok.node.cluster.formation.AppVersion;
import io.sillok.node.cluster.tls.ClusterTls;
import io.sillok.node.downstream.DownstreamKeeper;
import io.sillok.node.entity.EntityModels;
import io.sillok.node.entity.sharded.EntitiesSetup;
import io.sillok.node.entity.sharded.ShardedEntities;
import io.sillok.node.gateway.Gateway;
import io.sillok.node.gateway.GatewayDependencies;
import io.sillok.node.gateway.GatewaySettings;
import io.sillok.node.gateway.stream.StreamServices;
import io.sillok.node.processor.sharded.ShardedProcessors;
import io.sillok.node.stream.DeclaredStreams;
import io.sillok.node.stream.LogStreams;
import io.sillok.node.stream.SchemaVersions;
import io.sillok.node.stream.StreamCodecs;
import io.sillok.node.stream.append.AppendSettings;
import io.sillok.node.stream.append.StreamAppends;
import io.sillok.node.stream.time.StreamTimes;
import io.sillok.node.table.sharded.ShardedTables;
import io.sillok.node.window.definition.ProjectionVersion;
import io.sillok.node.window.definition.kept.DeclaredProjections;
import io.sillok.node.window.sharded.ShardedProjections;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.pekko.SillokPersistence;
import io.sillok.persistence.pekko.WaitingSetup;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Starts a node's parts in order, and stops what was started when one of them cannot. */
final class NodeStart {

  private static final String NAME = "sillok";
  private static final String APP_VERSION = "sillok.node.cluster.app-version";

  /** So often a node looks where partitions are. */
  private static final Duration WHEREABOUTS = Duration.ofSeconds(10);

  private final NodeConfig config;
  private final ModuleLoader modules = new ModuleLoader();
  private final StartProgress progress = new StartProgress(InstantSource.system());

  private NodeStart(NodeConfig config) {
    this.config = config;
  }

  static SillokNode start(NodeConfig config) {
    NodeStart start = new NodeStart(config);
    try {
      return start.startSystem();
    } catch (RuntimeException failure) {
      start.modules.close();
      throw StartFailures.of(failure, config);
    }
  }

  private SillokNode startSystem() {
    EntityModels models = modules.load(config);
    Config configuration = settings(config);
    NodeSettings settings = NodeSettings.of(configuration);
    ClusterStart.check(configuration);
    ActorSystem<Void> system =
        ActorSystem.create(
            Behaviors.empty(),
            NAME,
            ActorSystemSetup.create(
                BootstrapSetup.create(configuration),
                new EntitiesSetup(models, NodeStart::store),
                new WaitingSetup(progress::because)));
    try {
      return startParts(system, models, settings);
    } catch (RuntimeException failure) {
      system.terminate();
      await(system.getWhenTerminated(), settings);
      throw failure;
    }
  }

  private SillokNode startParts(ActorSystem<?> system, EntityModels models, NodeSettings settings) {
    Adapter.toClassic(system).registerOnTermination(modules::close);
    Gateway gateway = listen(system, settings);
    progress.at(StoreInWords.opening(system.settings().config()));
    LogStore store = store(system);
    awaitForAnyTime(new ClusterStart(system, store, models, progress).join());
    progress.at("waits until all partitions answer");
    SchemaVersions versions = new SchemaVersions(store.facts());
    await(versions.register(models), settings);
    DeclaredStreams declared =
        new DeclaredStreams(
            store.facts(), versions, models.names(), new StreamCodecs(models.modules()));
    await(new ModuleStreams(declared).declare(models.modules()), settings);
    ShardedEntities entities = ShardedEntities.start(system, settings.askTimeout());
    LiveCluster cluster =
        new LiveCluster(system, store, ShardedEntities.key(), entities, version());
    awaitForAnyTime(
        new AllPartitions(entities, store.partitions()).answer(settings.startTimeout()));
    new Whereabouts(entities, store.partitions()).keep(system, WHEREABOUTS);
    LogStreams streams = new LogStreams(system, models, entities.codec(), versions, declared);
    StreamAppends appends =
        new StreamAppends(
            system, AppendSettings.of(system.settings().config().getConfig("sillok.node.streams")));
    ShardedTables tables = ShardedTables.start(system, models, entities.codec());
    ShardedProcessors processors =
        new ProcessorStart(system, models, entities, streams, appends, tables).start();
    StreamStart streamStart = new StreamStart(system, models, entities, declared, settings);
    StreamTimes times = streamStart.times(appends);
    DeclaredProjections declaredProjections = new DeclaredProjections(store.facts(), streams::all);
    Map<String, ProjectionVersion> numbers =
        await(
            new ModuleProjections(declaredProjections, declared).declare(models.modules()),
            settings);
    DownstreamStart downstreamStart = new DownstreamStart(system, models);
    ShardedProjections projections =
        new ProjectionStart(
                system,
                models,
                entities,
                streams,
                appends,
                times,
                declared,
                declaredProjections,
                numbers,
                downstreamStart.check())
            .start();
    StreamServices streamServices = streamStart.services(streams, appends, times);
    DownstreamKeeper downstreams = downstreamStart.start(projections, entities, streamServices);
    gateway.open(
        new GatewayDependencies(
            entities,
            models,
            streamServices,
            tables,
            processors,
            projections,
            downstreams,
            cluster,
            new Backups(settings.backupDirectory(), store::backup, InstantSource.system())));
    CoordinatedShutdown.get(system)
        .addTask(CoordinatedShutdown.PhaseServiceStop(), "rest-processors", processors::rest);
    CoordinatedShutdown.get(system)
        .addTask(CoordinatedShutdown.PhaseServiceUnbind(), "rest-downstreams", downstreams::rest);
    return new SillokNode(system, entities, cluster, gateway, settings.stopTimeout());
  }

  private Gateway listen(ActorSystem<?> system, NodeSettings settings) {
    Gateway gateway =
        await(
            Gateway.listen(
                system,
                GatewaySettings.of(config.host(), config.port(), system.settings().config()),
                progress),
            settings);
    CoordinatedShutdown.get(system)
        .addTask(
            CoordinatedShutdown.PhaseServiceUnbind(),
            "finish-requests",
            () -> gateway.stop(settings.requestDrain()));
    return gateway;
  }

  /**
   * All settings of a node that is started with {@code config}.
   *
   * @throws StartException if they cannot be read
   */
  static Config settings(NodeConfig config) {
    Map<String, Object> overrides = new HashMap<>(config.settings());
    overrides.put(
        "sillok.persistence.rocksdb.directory",
        config.dataDirectory().toAbsolutePath().normalize().toString());
    try {
      Config given = ConfigFactory.parseMap(overrides, "given").withFallback(file(config));
      Config known =
          ConfigFactory.defaultApplication()
              .withFallback(ConfigFactory.parseMap(Map.of(APP_VERSION, version())));
      Config all = ConfigFactory.load(given.withFallback(known));
      UnknownSettings.refuse(all, ConfigFactory.load(known));
      return ClusterTls.in(AppVersion.in(all));
    } catch (RuntimeException failure) {
      throw StartFailures.of(failure, config);
    }
  }

  private static Config file(NodeConfig config) {
    return config
        .file()
        .map(file ->
            ConfigFactory.parseFile(
                file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false)))
        .orElseGet(ConfigFactory::empty);
  }

  private static LogStore store(ActorSystem<?> system) {
    return SillokPersistence.get(system).store();
  }

  private static String version() {
    return Objects.requireNonNullElse(
        NodeStart.class.getPackage().getImplementationVersion(), "development");
  }

  private static <T> T await(CompletionStage<T> stage, NodeSettings settings) {
    return awaitForAnyTime(
        stage
            .toCompletableFuture()
            .orTimeout(settings.startTimeout().toMillis(), TimeUnit.MILLISECONDS));
  }

  private static <T> T awaitForAnyTime(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get();
    } catch (ExecutionException failure) {
      throw new CompletionException(failure.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CompletionException(interrupted);
    }
  }
}
