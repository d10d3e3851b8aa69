package io.sillok.node.stream.queue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sillok.node.stream.StreamDeclaration;
import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.stream.StreamDefinition.Declared;
import io.sillok.node.stream.StreamEvent;
import io.sillok.node.stream.StreamPosition;
import io.sillok.node.stream.follow.FollowedEvent;
import io.sillok.node.stream.follow.FollowedPage;
import io.sillok.node.stream.follow.StreamFollower;
import io.sillok.node.stream.follow.StreamFollowers;
import io.sillok.protocol.event.EventKind;
import io.sillok.protocol.schema.declared.DeclaredCodec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;

/** A stream in memory that has the same number of events in each partition. */
public final class EventsInMemory implements StreamFollowers {

  public static final String STREAM = "seen";

  private static final Schema SCHEMA =
      SchemaBuilder.record("Seen").fields().requiredLong("number").endRecord();

  private static final StreamDefinition DEFINITION =
      new Declared(
          new StreamDeclaration(
              STREAM,
              EventKind.UNKEYED,
              SCHEMA,
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              false),
          1,
          DeclaredCodec.of(SCHEMA),
          List.of());

  private final long events;

  /**
   * @param events of each partition
   */
  public EventsInMemory(long events) {
    this.events = events;
  }

  /** Names an event: {@code PARTITION:OFFSET}. */
  public static byte[] named(StreamEvent event) {
    return "%d:%d".formatted(event.partition(), event.offset()).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public StreamFollower follow(String stream, int partition, long from, Runnable wake) {
    return new Follower(partition, from);
  }

  @Override
  public CompletionStage<StreamDefinition> definition(String stream) {
    return CompletableFuture.completedFuture(DEFINITION);
  }

  @Override
  public CompletionStage<FollowedPage> at(String stream, int partition, long offset) {
    return page(partition, offset, offset + 1);
  }

  @Override
  public CompletionStage<Extent> extent(String stream, int partition) {
    return CompletableFuture.completedFuture(new Extent(0, events));
  }

  private CompletionStage<FollowedPage> page(int partition, long from, long to) {
    List<FollowedEvent> found =
        LongStream.range(from, to)
            .<FollowedEvent>mapToObj(offset -> new FollowedEvent.Decoded(event(partition, offset)))
            .toList();
    return CompletableFuture.completedFuture(new FollowedPage(DEFINITION, found, to, to == events));
  }

  private static StreamEvent event(int partition, long offset) {
    return new StreamEvent(
        new StreamPosition(STREAM, new TreeMap<>()),
        partition,
        offset,
        Optional.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        Instant.EPOCH,
        Instant.EPOCH,
        JsonNodeFactory.instance.objectNode().put("number", offset));
  }

  private final class Follower implements StreamFollower {

    private final int partition;
    private long next;

    Follower(int partition, long from) {
      this.partition = partition;
      next = from;
    }

    @Override
    public CompletionStage<FollowedPage> read(int limit) {
      return page(partition, next, Math.min(next + limit, events));
    }

    @Override
    public void taken(long before) {
      next = before;
    }

    @Override
    public void close() {}
  }
}
