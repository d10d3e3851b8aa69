package io.sillok.node;

import com.typesafe.config.Config;
import io.sillok.node.entity.EntityModels;
import io.sillok.node.entity.journaled.Schemas;
import io.sillok.node.entity.sharded.ShardedEntities;
import io.sillok.node.gateway.stream.QueueJson;
import io.sillok.node.gateway.stream.StreamRates;
import io.sillok.node.gateway.stream.StreamServices;
import io.sillok.node.stream.DeclaredStreams;
import io.sillok.node.stream.EventDecoder;
import io.sillok.node.stream.Retention;
import io.sillok.node.stream.Streams;
import io.sillok.node.stream.append.StreamAppends;
import io.sillok.node.stream.consumer.Consumers;
import io.sillok.node.stream.follow.LogStreamFollowers;
import io.sillok.node.stream.queue.CelFilter;
import io.sillok.node.stream.queue.Queues;
import io.sillok.node.stream.queue.ShardedQueues;
import io.sillok.node.stream.queue.shard.ShardParts;
import io.sillok.node.stream.queue.shard.ShardSettings;
import io.sillok.node.stream.time.ShardedStreamTimes;
import io.sillok.node.stream.time.StreamTimes;
import io.sillok.node.stream.time.TimeSettings;
import io.sillok.persistence.pekko.SillokPersistence;
import java.time.InstantSource;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorSystem;

/** Starts what a node does with streams: retention, rates, consumers, queues. */
record StreamStart(
    ActorSystem<?> system,
    EntityModels models,
    ShardedEntities entities,
    DeclaredStreams declared,
    NodeSettings settings) {

  StreamServices services(Streams streams, StreamAppends appends, StreamTimes times) {
    Config config = node().getConfig("streams");
    SillokPersistence persistence = SillokPersistence.get(system);
    new Retention(persistence.store(), declared, InstantSource.system())
        .keep(system, config.getDuration("retention-interval"));
    StreamRates rates = new StreamRates();
    persistence.writers().observe(rates);
    StreamServices services =
        new StreamServices(
            streams,
            declared,
            appends,
            Consumers.start(system, entities, streams, config.getConfig("consumers")),
            queues(streams, persistence),
            times,
            rates);
    services.lookAtFilters(); // nobody waits: readers tell it themselves, too
    return services;
  }

  StreamTimes times(StreamAppends appends) {
    Set<String> entityTypes = models.names();
    return new ShardedStreamTimes(
        system,
        (log, time) ->
            entityTypes.contains(log.name())
                ? entities.advance(log, time)
                : appends.advance(log, time),
        log ->
            declared
                .find(log)
                .thenApply(found -> found.flatMap(stream -> stream.declaration().clock())),
        TimeSettings.of(node().getConfig("streams")),
        InstantSource.system());
  }

  private Queues queues(Streams streams, SillokPersistence persistence) {
    Config config = node().getConfig("streams");
    EventDecoder decoder =
        new EventDecoder(entities.codec(), new Schemas(persistence.store().facts()));
    int readBytes = Math.toIntExact(config.getBytes("queues.read-bytes"));
    return new ShardedQueues(
        system,
        new ShardParts(
            entities,
            new LogStreamFollowers(system, streams, decoder, readBytes),
            queue -> CelFilter.of(queue.settings()),
            QueueJson::event,
            ShardSettings.of(config, node().getDuration("passivate-after")),
            InstantSource.system()),
        streams.partitions(),
        settings.askTimeout());
  }

  private Config node() {
    return system.settings().config().getConfig("sillok.node");
  }
}
