package io.sillok.node.stream;

import io.sillok.protocol.event.EventKind;
import io.sillok.protocol.event.LiveClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * What is declared of a stream.
 *
 * @param schema of its one event definition, a record
 * @param key path of the field that is the key; empty if the key comes with each event, or there is
 *     none
 * @param eventTime path of the field that says when it happened; empty if that comes with each
 *     event
 * @param retention how long events are kept at least; empty for ever
 * @param clock how event time goes on without events; empty if it does not. May change at any time
 * @param module the module that declares it; empty if it was declared over HTTP
 * @param retired whether it takes no more events
 */
public record StreamDeclaration(
    String stream,
    EventKind kind,
    Schema schema,
    Optional<String> key,
    Optional<String> eventTime,
    Optional<Duration> retention,
    Optional<LiveClock> clock,
    Optional<String> module,
    boolean retired) {

  /** One whose event time goes on with events alone. */
  public StreamDeclaration(
      String stream,
      EventKind kind,
      Schema schema,
      Optional<String> key,
      Optional<String> eventTime,
      Optional<Duration> retention,
      Optional<String> module,
      boolean retired) {
    this(stream, kind, schema, key, eventTime, retention, Optional.empty(), module, retired);
  }

  StreamDeclaration asRetired(boolean whether) {
    return new StreamDeclaration(
        stream, kind, schema, key, eventTime, retention, clock, module, whether);
  }

  /**
   * Whether {@code other} says the same in every detail: schemas that are equal to Avro may differ
   * in what they say of aliases and documentation.
   */
  boolean isSameAs(StreamDeclaration other) {
    return equals(other) && schema.toString().equals(other.schema.toString());
  }

  /** What never changes once events stand in the stream, but would with {@code next}. */
  List<String> differsIn(StreamDeclaration next) {
    List<String> fields = new ArrayList<>();
    if (kind != next.kind) {
      fields.add("kind");
    }
    if (!key.equals(next.key)) {
      fields.add("key");
    }
    if (!eventTime.equals(next.eventTime)) {
      fields.add("eventTime");
    }
    if (!clock.map(LiveClock::mostAhead).equals(next.clock.map(LiveClock::mostAhead))) {
      fields.add("clock/live/mostAhead"); // windows would count other events than before
    }
    return fields;
  }
}
