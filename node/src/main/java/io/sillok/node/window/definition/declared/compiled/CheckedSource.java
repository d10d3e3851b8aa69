package io.sillok.node.window.definition.declared.compiled;

import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.stream.filter.EventFilter;
import io.sillok.node.stream.filter.EventKey;
import java.util.List;
import java.util.Optional;

/**
 * A stream that is read, with what is asked of its events.
 *
 * @param key the parts of it; absent: as the stream has it
 */
record CheckedSource(
    StreamDefinition stream, Optional<EventFilter> filter, Optional<List<EventKey>> key) {

  CheckedSource {
    key = key.map(List::copyOf);
  }
}
