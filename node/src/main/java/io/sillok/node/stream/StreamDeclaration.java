package io.sillok.node.stream;

import io.sillok.protocol.event.EventKind;
import java.time.Duration;
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
    Optional<String> module,
    boolean retired) {

  StreamDeclaration asRetired(boolean whether) {
    return new StreamDeclaration(stream, kind, schema, key, eventTime, retention, module, whether);
  }

  /** What never changes once events stand in the stream; nothing if {@code next} keeps it. */
  Optional<String> differsIn(StreamDeclaration next) {
    if (kind != next.kind) {
      return Optional.of("kind");
    }
    if (!key.equals(next.key)) {
      return Optional.of("key");
    }
    return eventTime.equals(next.eventTime) ? Optional.empty() : Optional.of("eventTime");
  }
}
