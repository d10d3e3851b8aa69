package io.sillok.node;

import com.typesafe.config.Config;
import io.sillok.node.entity.EntityModels;
import io.sillok.node.entity.journaled.Schemas;
import io.sillok.node.entity.sharded.ShardedEntities;
import io.sillok.node.processor.sharded.ShardedProcessors;
import io.sillok.node.processor.work.SharedHeads;
import io.sillok.node.processor.work.WorkParts;
import io.sillok.node.processor.work.WorkSettings;
import io.sillok.node.stream.Streams;
import io.sillok.node.stream.append.RepeatableAppends;
import io.sillok.node.table.sharded.ShardedTables;
import io.sillok.persistence.pekko.SillokPersistence;
import java.time.Duration;
import java.time.InstantSource;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;

/** Starts the processors of a node's modules. */
record ProcessorStart(
    ActorSystem<?> system,
    EntityModels models,
    ShardedEntities entities,
    Streams streams,
    RepeatableAppends appends,
    ShardedTables tables) {

  private static final String PATH = "sillok.node.processors";

  ShardedProcessors start() {
    Config node = system.settings().config().getConfig("sillok.node");
    Config config = system.settings().config().getConfig(PATH);
    SillokPersistence persistence = SillokPersistence.get(system);
    WorkParts parts =
        new WorkParts(
            persistence,
            streams,
            entities.codec(),
            new Schemas(persistence.store().facts()),
            entities,
            appends,
            new SharedHeads(streams),
            tables.store(),
            system.dispatchers().lookup(DispatcherSelector.fromConfig(PATH + ".dispatcher")),
            InstantSource.system(),
            WorkSettings.of(config));
    return new ShardedProcessors(system, parts, models.modules(), wakeInterval(node, config));
  }

  /** Whoever is not woken in time leaves memory. */
  private static Duration wakeInterval(Config node, Config config) {
    Duration configured = config.getDuration("wake-interval");
    Duration soon = node.getDuration("passivate-after").dividedBy(3);
    return configured.compareTo(soon) < 0 ? configured : soon;
  }
}
