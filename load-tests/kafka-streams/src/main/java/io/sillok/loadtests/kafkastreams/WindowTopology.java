package io.sillok.loadtests.kafkastreams;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.EmitStrategy;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KGroupedStream;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.SessionWindows;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.SessionStore;
import org.apache.kafka.streams.state.WindowStore;

/**
 * From a topic through windows to a topic, each window once, when it is closed.
 *
 * <p>What is closed is looked for once a second of the clock. In a second far more event time goes
 * by here than size and grace of windows, for which Kafka Streams 4.4 keeps them, and it finds
 * nothing of what is older; so they are kept for longer. The first time that a task looks, it goes
 * through its cache minute by minute since 1970, which takes seconds; so there is none.
 */
final class WindowTopology {

  private static final Duration KEPT = Duration.ofDays(3);

  private WindowTopology() {}

  static Topology of(Work work) {
    StreamsBuilder builder = new StreamsBuilder();
    var clicks =
        builder.stream(
            List.of(work.input(), work.flushes()),
            Consumed.with(Serdes.String(), Serdes.ByteArray()));
    long sessionGap = work.kind().equals("session") ? work.size().toMillis() : 0;
    KTable<Windowed<String>, Sums> windows =
        switch (work.kind()) {
          case "tumbling" ->
              aligned(clicks.groupByKey(), TimeWindows.ofSizeAndGrace(work.size(), work.grace()));
          case "hopping" ->
              aligned(
                  clicks
                      .selectKey((user, value) -> "p-" + ByteBuffer.wrap(value).getInt())
                      .groupByKey(Grouped.with(Serdes.String(), Serdes.ByteArray())),
                  TimeWindows.ofSizeAndGrace(work.size(), work.grace()).advanceBy(work.slide()));
          case "session" -> sessions(clicks.groupByKey(), work);
          default -> throw new IllegalArgumentException("No windows are called " + work.kind());
        };
    windows
        .toStream()
        .map((window, sums) -> KeyValue.pair(window.key(), line(window, sessionGap, sums)))
        .to(work.output(), Produced.with(Serdes.String(), Serdes.String()));
    return builder.build();
  }

  private static KTable<Windowed<String>, Sums> aligned(
      KGroupedStream<String, byte[]> clicks, TimeWindows windows) {
    return clicks
        .windowedBy(windows)
        .emitStrategy(EmitStrategy.onWindowClose())
        .aggregate(
            () -> Sums.NONE,
            (key, value, sums) -> sums.with(value),
            Materialized.<String, Sums, WindowStore<Bytes, byte[]>>with(
                    Serdes.String(), Sums.serde())
                .withRetention(KEPT)
                .withCachingDisabled());
  }

  private static KTable<Windowed<String>, Sums> sessions(
      KGroupedStream<String, byte[]> clicks, Work work) {
    return clicks
        .windowedBy(SessionWindows.ofInactivityGapAndGrace(work.size(), work.grace()))
        .emitStrategy(EmitStrategy.onWindowClose())
        .aggregate(
            () -> Sums.NONE,
            (key, value, sums) -> sums.with(value),
            (key, one, other) -> one.with(other),
            Materialized.<String, Sums, SessionStore<Bytes, byte[]>>with(
                    Serdes.String(), Sums.serde())
                .withRetention(KEPT)
                .withCachingDisabled());
  }

  /**
   * {@code key,start,end,count,sum}, times in milliseconds since 1970; a session's end here is its
   * last click, to which the gap is added.
   */
  private static String line(Windowed<String> window, long sessionGap, Sums sums) {
    return window.key()
        + ','
        + window.window().start()
        + ','
        + (window.window().end() + sessionGap)
        + ','
        + sums.count()
        + ','
        + sums.sum();
  }
}
