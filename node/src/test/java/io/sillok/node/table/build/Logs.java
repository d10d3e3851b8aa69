package io.sillok.node.table.build;

import io.sillok.persistence.Block;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.Payload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/** Logs of made-up blocks. */
final class Logs {

  private static final UUID WRITER = new UUID(1, 2);

  private final LogId id;
  private final Random random;
  private final Map<String, Long> sequenceNumbers = new HashMap<>();
  private final List<Block> blocks = new ArrayList<>();
  private long head;

  Logs(LogId id, Random random) {
    this.id = id;
    this.random = random;
  }

  /** An event of {@code persistenceId} with its next sequence number. */
  LoggedEvent event(String persistenceId, Instant time, String manifest, byte[] bytes) {
    long number = sequenceNumbers.merge(persistenceId, 1L, Long::sum);
    return new LoggedEvent(
        persistenceId,
        number,
        number - 1,
        "w",
        time,
        new Payload(1, manifest, bytes),
        "",
        null,
        Set.of());
  }

  /** Appends {@code events} as blocks of any size, with takeovers between them. */
  void append(List<LoggedEvent> events) {
    int from = 0;
    while (from < events.size()) {
      if (random.nextInt(5) == 0) {
        add(Block.Kind.TAKEOVER, List.of());
      }
      int to = Math.min(events.size(), from + 1 + random.nextInt(6));
      add(Block.Kind.EVENTS, events.subList(from, to));
      from = to;
    }
  }

  private void add(Block.Kind kind, List<LoggedEvent> events) {
    Block block =
        new Block(
            id, head, UUID.randomUUID(), WRITER, 1, kind, Instant.EPOCH, Instant.EPOCH, events);
    blocks.add(block);
    head = block.nextOffset();
  }

  long head() {
    return head;
  }

  /** Some blocks from the one that holds {@code offset} on. */
  List<Block> from(long offset) {
    List<Block> rest = blocks.stream().filter(block -> block.nextOffset() > offset).toList();
    return rest.subList(0, Math.min(rest.size(), 1 + random.nextInt(5)));
  }
}
