package io.sillok.testkit;

import io.sillok.protocol.projection.SourceRecord;
import io.sillok.protocol.window.lookup.TimedTable;
import io.sillok.testkit.GivenStreams.Entry;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The tables that the sources of a projection look up, as far as they were read. */
final class Tables {

  private final GivenStreams<?, ?> given;

  /** By input: one for each partition. */
  private final Map<Integer, TimedTable<Entry>> tables = new HashMap<>();

  Tables(GivenStreams<?, ?> given) {
    this.given = given;
    for (int source = 0; source < given.model().sources().size(); source++) {
      if (given.model().sources().get(source).source().record()
          instanceof SourceRecord.Enriched<?, ?, ?> enriched) {
        for (int partition = 0; partition < given.partitions(); partition++) {
          tables.put(
              given.tableInput(source, partition),
              new TimedTable<>(enriched.lookup().outOfOrderness()));
        }
      }
    }
  }

  boolean isTable(int input) {
    return tables.containsKey(input);
  }

  void take(int input, Entry entry) {
    TimedTable<Entry> table = Objects.requireNonNull(tables.get(input));
    switch (entry) {
      case Entry.Event event -> table.change(event.key(), event.time(), event);
      case Entry.Removal removal -> table.change(removal.key(), removal.time(), removal);
      case Entry.Advance advance -> table.advance(advance.time());
    }
  }

  /** What the table of {@code source} had. */
  Answer find(int source, String key, long time) {
    TimedTable<Entry> table =
        Objects.requireNonNull(tables.get(given.tableInput(source, given.partition(key))));
    if (!table.isComplete(time)) {
      return new Unknown();
    }
    return new Known(
        table
            .find(key, time)
            .flatMap(change ->
                change instanceof Entry.Event event
                    ? Optional.of(event.event())
                    : Optional.empty()));
  }

  /** What a table says of a key at a time. */
  sealed interface Answer {}

  /** It is known for good. */
  record Known(Optional<Object> value) implements Answer {}

  /** It will be known when more of the table was read. */
  record Unknown() implements Answer {}
}
