package io.sillok.node.stream.follow;

import io.sillok.node.stream.EventDecoder;
import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.stream.Streams;
import io.sillok.persistence.Block;
import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.persistence.LogId;
import io.sillok.persistence.pekko.SillokPersistence;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;

/** {@link StreamFollowers} of the logs that have the streams. */
public final class LogStreamFollowers implements StreamFollowers {

  private final SillokPersistence persistence;
  private final Streams streams;
  private final PlacedEvents events;
  private final int readBytes;
  private final Duration interval;

  /**
   * @param readBytes of a log that are read at once, from 1
   */
  public LogStreamFollowers(
      ActorSystem<?> system, Streams streams, EventDecoder decoder, int readBytes) {
    persistence = SillokPersistence.get(system);
    this.streams = streams;
    this.readBytes = readBytes;
    interval = system.settings().config().getDuration("sillok.node.streams.poll-interval");
    events =
        new PlacedEvents(
            decoder,
            system
                .dispatchers()
                .lookup(DispatcherSelector.fromConfig("sillok.node.read-dispatcher")));
  }

  @Override
  public StreamFollower follow(String stream, int partition, long from, Runnable wake) {
    return new LogStreamFollower(
        persistence.heads(),
        interval,
        () -> definition(stream),
        partition,
        events,
        readBytes,
        from,
        wake);
  }

  @Override
  public CompletionStage<StreamDefinition> definition(String stream) {
    return streams
        .find(stream)
        .thenApply(found ->
            found.orElseThrow(() ->
                new IllegalStateException(
                    "There is no stream %s any more; load the module that has it, or declare it"
                        .formatted(stream))));
  }

  @Override
  public CompletionStage<FollowedPage> at(String stream, int partition, long offset) {
    return definition(stream)
        .thenCompose(definition ->
            persistence
                .writers()
                .read(new LogId(definition.log(), partition), offset, 1)
                .thenCompose(
                    blocks -> events.decode(definition, placed(definition, blocks, offset)))
                .thenApply(found -> new FollowedPage(definition, found, offset + 1, false)));
  }

  private static List<IndexedEvent> placed(
      StreamDefinition stream, List<Block> blocks, long offset) {
    return blocks.stream()
        .flatMap(block -> block.indexed().stream())
        .filter(event -> event.offset() == offset && EventDecoder.isOf(stream, event.event()))
        .toList();
  }

  @Override
  public CompletionStage<Extent> extent(String stream, int partition) {
    return definition(stream)
        .thenCompose(
            definition -> persistence.store().log(new LogId(definition.log(), partition)).state())
        .thenApply(state ->
            state
                .map(known -> new Extent(known.firstOffset(), known.head()))
                .orElse(new Extent(0, 0)));
  }
}
