package io.sillok.node;

import com.typesafe.config.Config;
import io.sillok.node.entity.EntityModels;
import io.sillok.node.entity.journaled.Schemas;
import io.sillok.node.entity.sharded.ShardedEntities;
import io.sillok.node.stream.DeclaredStreams;
import io.sillok.node.stream.EventDecoder;
import io.sillok.node.stream.Streams;
import io.sillok.node.stream.append.StreamAppends;
import io.sillok.node.stream.time.StreamTimes;
import io.sillok.node.table.rocksdb.RocksTableSettings;
import io.sillok.node.table.rocksdb.RocksTableStore;
import io.sillok.node.table.rows.TableStore;
import io.sillok.node.table.sharded.StoreId;
import io.sillok.node.window.definition.ModuleDefinitions;
import io.sillok.node.window.definition.ProjectionVersion;
import io.sillok.node.window.definition.declared.DownstreamRules;
import io.sillok.node.window.definition.kept.DeclaredProjections;
import io.sillok.node.window.reading.ReaderParts;
import io.sillok.node.window.shard.ShardParts;
import io.sillok.node.window.shard.ShardSettings;
import io.sillok.node.window.sharded.ProjectionVersions;
import io.sillok.node.window.sharded.ShardedProjections;
import io.sillok.node.window.snapshot.ToldMarks;
import io.sillok.node.window.snapshot.WindowSnapshots;
import io.sillok.persistence.pekko.SillokPersistence;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.Adapter;

/** Starts the projections of a node's modules. */
record ProjectionStart(
    ActorSystem<?> system,
    EntityModels models,
    ShardedEntities entities,
    Streams streams,
    StreamAppends appends,
    StreamTimes times,
    DeclaredStreams declaredStreams,
    DeclaredProjections projections,
    Map<String, ProjectionVersion> numbers,
    DownstreamRules downstream) {

  private static final String PATH = "sillok.node.projections";

  ShardedProjections start() {
    Config config = system.settings().config().getConfig(PATH);
    SillokPersistence persistence = SillokPersistence.get(system);
    Executor executor =
        system.dispatchers().lookup(DispatcherSelector.fromConfig(PATH + ".dispatcher"));
    return new ShardedProjections(
        system,
        versions(persistence),
        persistence.store().facts(),
        times,
        new ReaderParts(
            persistence.heads(),
            Math.toIntExact(config.getBytes("page-bytes")),
            config.getDuration("poll-interval"),
            executor),
        new ShardParts(
            streams,
            persistence.writers(),
            appends,
            appends::advance,
            store(config, persistence, executor),
            new WindowSnapshots(persistence.store().snapshots(), InstantSource.system()),
            new ToldMarks(persistence.store().snapshots(), InstantSource.system()),
            executor,
            ShardSettings.of(config),
            new ConcurrentHashMap<>()),
        config.getDuration("wake-interval"));
  }

  private ProjectionVersions versions(SillokPersistence persistence) {
    Schemas schemas = new Schemas(persistence.store().facts());
    return new ProjectionVersions(
        projections,
        declaredStreams,
        streams,
        new EventDecoder(entities.codec(), schemas),
        new ModuleDefinitions(streams, entities.codec(), schemas),
        models.modules(),
        numbers,
        downstream);
  }

  private TableStore store(Config config, SillokPersistence persistence, Executor executor) {
    Path data =
        Path.of(system.settings().config().getString("sillok.persistence.rocksdb.directory"))
            .toAbsolutePath()
            .normalize();
    RocksTableStore store =
        new RocksTableStore(
            RocksTableSettings.of(config.getConfig("rocksdb"), data.resolve("projections")),
            () -> StoreId.of(persistence.store().facts()),
            executor);
    Adapter.toClassic(system).registerOnTermination(store::close);
    return store;
  }
}
