package io.sillok.node.window.definition.declared.compiled;

import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.stream.filter.EventFilter;
import io.sillok.node.stream.filter.EventKey;
import java.util.List;
import java.util.Optional;

/**
 * A stream that is read, with what is asked of its events.
 *
 * @param shape of its events, as all but the key of the lookup see them
 * @param key the parts of it; absent: as the stream has it
 */
record CheckedSource(
    StreamDefinition stream,
    EventShape shape,
    Optional<EventFilter> filter,
    Optional<List<EventKey>> key,
    Optional<CheckedLookup> lookup) {

  CheckedSource {
    key = key.map(List::copyOf);
  }
}
