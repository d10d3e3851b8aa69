package io.sillok.persistence.contract;

import static io.sillok.persistence.contract.Samples.await;

import io.sillok.persistence.Block;
import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.Payload;
import io.sillok.persistence.SnapshotTable.Criteria;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything that a store answers, as text to compare. */
public final class Contents {

  private Contents() {}

  /** One line for each thing in {@code store}. */
  public static List<String> of(LogStore store) {
    List<String> lines = new ArrayList<>();
    for (LogId log : await(store.logs())) {
      await(store.log(log).read(0, Integer.MAX_VALUE)).forEach(block -> add(lines, block));
    }
    for (String id : await(store.entities().persistenceIds("", "", Integer.MAX_VALUE))) {
      lines.add(id + " up to " + await(store.entities().highestSequenceNumber(id)));
      await(store.entities().read(id, 0, Long.MAX_VALUE, Integer.MAX_VALUE))
          .forEach(event -> lines.add(line(event)));
      Criteria all = new Criteria(0, Long.MAX_VALUE, Instant.MIN, Instant.MAX);
      await(store.snapshots().latest(id, all))
          .ifPresent(found -> lines.add(id + " " + found.savedAt() + line(found.payload())));
    }
    lines.add(await(store.facts().withPrefix("")).toString());
    return lines;
  }

  private static void add(List<String> lines, Block block) {
    lines.add(
        "%s %d %s %s %d %s %s %s"
            .formatted(
                block.log(),
                block.firstOffset(),
                block.attempt(),
                block.writer(),
                block.epoch(),
                block.kind(),
                block.appendedAt(),
                block.maxEventTime()));
    block.events().forEach(event -> lines.add(line(event)));
  }

  private static String line(IndexedEvent event) {
    return event.log() + " " + event.offset() + " " + event.appendedAt() + line(event.event());
  }

  /** {@code event} as text, with its bytes. */
  public static String line(LoggedEvent event) {
    return "%s %d %d %s %s %s %s %s %s"
        .formatted(
            event.persistenceId(),
            event.sequenceNumber(),
            event.previousSequenceNumber(),
            event.writer(),
            event.eventTime(),
            line(event.payload()),
            event.adapterManifest(),
            line(event.metadata()),
            event.tags().stream().sorted().toList());
  }

  private static String line(@Nullable Payload payload) {
    return payload == null
        ? "-"
        : payload.serializerId() + payload.manifest() + HexFormat.of().formatHex(payload.bytes());
  }
}
