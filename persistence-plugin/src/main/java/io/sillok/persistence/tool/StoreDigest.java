package io.sillok.persistence.tool;

import static io.sillok.persistence.tool.Stages.await;

import io.sillok.persistence.Block;
import io.sillok.persistence.EntityIndex;
import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.codec.BlockCodec;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;

/**
 * SHA-256 of what a store answers, the same for any two stores that answer the same. Tags are a
 * set, so they count in their natural order.
 */
final class StoreDigest {

  private static final int PAGE = 1000;

  private final LogStore store;

  StoreDigest(LogStore store) {
    this.store = store;
  }

  /** Of all blocks of {@code log}, in hexadecimal. */
  String ofLog(LogId log) {
    MessageDigest digest = sha256();
    LogBlocks blocks = new LogBlocks(store.log(log), 0);
    while (blocks.hasNext()) {
      digest.update(BlockCodec.encode(ordered(blocks.next())));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Of what the index has of one entity, in hexadecimal. */
  String ofEntity(String persistenceId) {
    MessageDigest digest = sha256();
    EntityIndex index = store.entities();
    add(digest, await(index.highestSequenceNumber(persistenceId)));
    add(digest, await(index.deletedTo(persistenceId)));
    List<IndexedEvent> page = await(index.read(persistenceId, 0, Long.MAX_VALUE, PAGE));
    while (!page.isEmpty()) {
      page.forEach(event -> digest.update(BlockCodec.encode(alone(event))));
      long next = page.getLast().event().sequenceNumber() + 1;
      page = await(index.read(persistenceId, next, Long.MAX_VALUE, PAGE));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static Block ordered(Block block) {
    boolean hasOrder = block.events().stream().anyMatch(event -> event.tags().size() > 1);
    return hasOrder
        ? with(block, block.events().stream().map(StoreDigest::ordered).toList())
        : block;
  }

  private static Block with(Block block, List<LoggedEvent> events) {
    return new Block(
        block.log(),
        block.firstOffset(),
        block.attempt(),
        block.writer(),
        block.epoch(),
        block.kind(),
        block.appendedAt(),
        block.maxEventTime(),
        events);
  }

  private static LoggedEvent ordered(LoggedEvent event) {
    return new LoggedEvent(
        event.persistenceId(),
        event.sequenceNumber(),
        event.previousSequenceNumber(),
        event.writer(),
        event.eventTime(),
        event.payload(),
        event.adapterManifest(),
        event.metadata(),
        new TreeSet<>(event.tags()));
  }

  /** An event of the index as if it were all of a block. */
  private static Block alone(IndexedEvent indexed) {
    UUID none = new UUID(0, 0);
    return new Block(
        indexed.log(),
        indexed.offset(),
        none,
        none,
        0,
        Block.Kind.EVENTS,
        indexed.appendedAt(),
        null,
        List.of(ordered(indexed.event())));
  }

  private static void add(MessageDigest digest, long number) {
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(number).flip());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }
}
