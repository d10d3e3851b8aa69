package io.sillok.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.sillok.cassandra.testkit.CassandraExtension;
import io.sillok.node.entity.EntityModels;
import io.sillok.node.entity.sharded.EntitiesSetup;
import io.sillok.node.entity.sharded.ShardedEntities;
import io.sillok.node.processor.sharded.ShardedProcessors;
import io.sillok.node.stream.DeclaredStreams;
import io.sillok.node.stream.LogStreams;
import io.sillok.node.stream.SchemaVersions;
import io.sillok.node.stream.StreamCodecs;
import io.sillok.node.stream.StreamDeclaration;
import io.sillok.node.stream.StreamDefinition.Declared;
import io.sillok.node.stream.StreamEvent;
import io.sillok.node.stream.StreamPosition;
import io.sillok.node.stream.Streams.StreamReading;
import io.sillok.node.stream.append.AppendSettings;
import io.sillok.node.stream.append.Appended.Result;
import io.sillok.node.stream.append.NewEvent;
import io.sillok.node.stream.append.StreamAppends;
import io.sillok.node.stream.time.StreamTimes;
import io.sillok.node.table.sharded.ShardedTables;
import io.sillok.node.tally.Tally;
import io.sillok.node.tally.TallyModule;
import io.sillok.node.window.definition.kept.DeclaredProjections;
import io.sillok.node.window.sharded.ShardedProjections;
import io.sillok.persistence.Block;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.pekko.SillokPersistence;
import io.sillok.protocol.SillokModule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.stream.javadsl.Sink;
import org.jspecify.annotations.Nullable;

/** A node of a cluster over logs in Cassandra: its streams, entities, processors, projections. */
final class ClusterNode {

  static final int PARTITIONS = 8;

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final ModuleLoader modules = new ModuleLoader();
  private final EntityModels models;
  private final ActorSystem<Void> system;
  private final Cluster cluster;
  private @Nullable Parts parts;

  /** What is started once the node is in the cluster. */
  record Parts(
      DeclaredStreams declared,
      LogStreams streams,
      StreamAppends appends,
      ShardedProcessors processors,
      StreamTimes times,
      ShardedProjections projections) {}

  /** Two with the module of tallies. */
  static void startTwo(
      List<ClusterNode> nodes, CassandraExtension cassandra, Path directory, String store) {
    startTwo(nodes, cassandra, directory, store, () -> new TallyModule(new Tally(false)));
  }

  /**
   * @param store where states are kept: {@code rocksdb} or {@code cassandra}
   */
  private ClusterNode(
      CassandraExtension cassandra, Path data, String keyspace, String store, SillokModule module) {
    models = modules.load(NodeConfig.at(data).modules(module));
    system =
        ActorSystem.create(
            Behaviors.empty(),
            "processors",
            ActorSystemSetup.create(
                BootstrapSetup.create(config(cassandra, data, keyspace, store)),
                new EntitiesSetup(models, ClusterNode::store)));
    cluster = Cluster.get(system);
  }

  /**
   * Starts two with {@code module} each, which are one cluster over a keyspace of their own, and
   * puts them into {@code nodes} as they come.
   */
  static void startTwo(
      List<ClusterNode> nodes,
      CassandraExtension cassandra,
      Path directory,
      String store,
      Supplier<SillokModule> module) {
    String keyspace = cassandra.newKeyspace();
    for (int number = 0; number < 2; number++) {
      Path data = directory.resolve("n" + number);
      nodes.add(new ClusterNode(cassandra, data, keyspace, store, module.get()));
    }
    nodes.forEach(node -> node.join(nodes.getFirst()));
    nodes.forEach(node -> node.awaitMembers(2));
    nodes.forEach(ClusterNode::begin);
  }

  private static Config config(
      CassandraExtension cassandra, Path data, String keyspace, String store) {
    return ConfigFactory.parseString(
            """
            pekko.loglevel = WARNING
            pekko.coordinated-shutdown.terminate-actor-system = on
            pekko.cluster.sharding.rebalance-interval = 1 s
            sillok.node {
              tables { store = %s, wake-interval = 500 ms }
              processors { batch-events = 7, wake-interval = 500 ms }
              projections {
                page-bytes = 4 KiB, wake-interval = 500 ms, pull-timeout = 1 s, snapshot-after = 20
              }
              streams.time.idle-after = 500 ms
            }
            sillok.persistence {
              store = cassandra
              partitions = %d
              rocksdb.directory = "%s"
              cassandra {
                keyspace = %s
                create-schema = on
                replication = "{'class': 'SimpleStrategy', 'replication_factor': 1}"
              }
            }
            datastax-java-driver {
              basic.contact-points = ["%s:%d"]
              basic.load-balancing-policy.local-datacenter = %s
              profiles.sillok.basic.request.timeout = 20 s
            }
            """
                .formatted(
                    store,
                    PARTITIONS,
                    data,
                    keyspace,
                    cassandra.contactPoint().getAddress().getHostAddress(),
                    cassandra.contactPoint().getPort(),
                    cassandra.datacenter()))
        .withFallback(ConfigFactory.load());
  }

  private static LogStore store(ActorSystem<?> system) {
    return SillokPersistence.get(system).store();
  }

  void join(ClusterNode first) {
    cluster.manager().tell(Join.create(first.cluster.selfMember().address()));
  }

  private void awaitMembers(int members) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!sees(members)) {
      assertThat(System.nanoTime()).as("the cluster forms in time").isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  boolean sees(int members) {
    long up =
        StreamSupport.stream(cluster.state().getMembers().spliterator(), false)
            .filter(member -> member.status().equals(MemberStatus.up()))
            .count();
    return up == members;
  }

  /** As a node does when it is started. */
  void begin() {
    SchemaVersions versions = new SchemaVersions(store(system).facts());
    await(versions.register(models));
    DeclaredStreams declared =
        new DeclaredStreams(
            store(system).facts(), versions, models.names(), new StreamCodecs(models.modules()));
    await(new ModuleStreams(declared).declare(models.modules()));
    ShardedEntities entities = ShardedEntities.start(system, Duration.ofSeconds(10));
    LogStreams streams = new LogStreams(system, models, entities.codec(), versions, declared);
    StreamAppends appends =
        new StreamAppends(
            system, AppendSettings.of(system.settings().config().getConfig("sillok.node.streams")));
    ShardedTables tables = ShardedTables.start(system, models, entities.codec());
    ShardedProcessors processors =
        new ProcessorStart(system, models, entities, streams, appends, tables).start();
    CoordinatedShutdown.get(system)
        .addTask(CoordinatedShutdown.PhaseServiceStop(), "rest-processors", processors::rest);
    StreamTimes times = times(declared, entities, appends);
    DeclaredProjections known = new DeclaredProjections(store(system).facts(), streams::all);
    ShardedProjections projections =
        new ProjectionStart(
                system,
                models,
                entities,
                streams,
                appends,
                times,
                declared,
                known,
                await(new ModuleProjections(known, declared).declare(models.modules())),
                new DownstreamStart(system, models).check())
            .start();
    parts = new Parts(declared, streams, appends, processors, times, projections);
  }

  private StreamTimes times(
      DeclaredStreams declared, ShardedEntities entities, StreamAppends appends) {
    return new StreamStart(system, models, entities, declared, NodeSettings.of(config()))
        .times(appends);
  }

  private Config config() {
    return system.settings().config();
  }

  StreamTimes times() {
    return parts().times();
  }

  /** All blocks of a log by now. */
  List<Block> blocks(LogId log) {
    return await(store(system).log(log).read(0, Integer.MAX_VALUE));
  }

  ShardedProcessors processors() {
    return parts().processors();
  }

  ShardedProjections projections() {
    return parts().projections();
  }

  LogStore store() {
    return store(system);
  }

  void declare(StreamDeclaration declaration) {
    await(parts().declared().declare(declaration, false));
  }

  /** Appends {@code events}, which have ids, again and again until all of them stand. */
  void append(String stream, List<NewEvent> events) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    List<Result> results;
    do {
      results = tryToAppend(stream, events);
      assertThat(System.nanoTime()).as(results.toString()).isLessThan(deadline);
      assertThat(results).noneMatch(Result.Refused.class::isInstance);
    } while (!results.stream().allMatch(Result.Stands.class::isInstance));
  }

  /** Appends {@code events} once. */
  List<Result> tryToAppend(String stream, List<NewEvent> events) {
    Declared declared = (Declared) await(parts().streams().find(stream)).orElseThrow();
    return await(parts().appends().append(declared, events)).results();
  }

  /** All events of {@code stream} by now. */
  List<StreamEvent> read(String stream) {
    return await(
        parts()
            .streams()
            .current(
                new StreamReading(
                    await(parts().streams().find(stream)).orElseThrow(),
                    StreamPosition.start(stream)))
            .runWith(Sink.seq(), system));
  }

  static <T> T await(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  private Parts parts() {
    return Objects.requireNonNull(parts, "the node has begun");
  }

  void stop() {
    CoordinatedShutdown.get(system)
        .runAll(CoordinatedShutdown.unknownReason())
        .toCompletableFuture()
        .join();
    modules.close();
  }
}
