package io.sillok.node.stream.consumer;

import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.stream.consumer.kept.Consumer;
import io.sillok.node.stream.filter.EventFilter;
import io.sillok.node.stream.filter.OutdatedFilterException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The filters of consumers. Each is compiled once, until its stream's schema changes. */
final class ConsumerFilters {

  private final Map<ConsumerId, Compiled> known = new ConcurrentHashMap<>();

  private record Compiled(long fingerprint, EventFilter filter) {}

  /**
   * The filter of the consumer; nothing if it has none.
   *
   * @throws OutdatedFilterException if the stream's schema has changed so that it is none any more
   */
  Optional<EventFilter> of(StreamDefinition stream, ConsumerId id, Consumer consumer) {
    return consumer.filter().map(expression -> of(stream, id, expression));
  }

  /** Why the consumer's filter is none for its stream any more; nothing if it is one. */
  Optional<String> unfit(StreamDefinition stream, ConsumerId id, Consumer consumer) {
    try {
      of(stream, id, consumer);
      return Optional.empty();
    } catch (OutdatedFilterException outdated) {
      return Optional.of(String.valueOf(outdated.getMessage()));
    }
  }

  private EventFilter of(StreamDefinition stream, ConsumerId id, String expression) {
    Compiled last = known.get(id);
    if (last != null
        && last.fingerprint() == stream.fingerprint()
        && last.filter().expression().equals(expression)) {
      return last.filter();
    }
    EventFilter filter =
        OutdatedFilterException.compile(expression, stream.name(), stream.schema());
    known.put(id, new Compiled(stream.fingerprint(), filter));
    return filter;
  }
}
