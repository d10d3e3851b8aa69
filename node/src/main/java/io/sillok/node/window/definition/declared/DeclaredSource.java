package io.sillok.node.window.definition.declared;

import java.util.List;
import java.util.Optional;

/**
 * A stream that a declared projection reads.
 *
 * @param filter in CEL; absent: all events are taken
 * @param key expressions in CEL of what an event is about, together; none: all events are about the
 *     same; absent: what the stream says, so that nothing has to be sent elsewhere
 * @param lookup whose value is the field {@code lookup} of the events; absent: none is looked up
 */
public record DeclaredSource(
    String stream,
    Optional<String> filter,
    Optional<List<String>> key,
    Optional<DeclaredLookup> lookup) {

  public DeclaredSource {
    key = key.map(List::copyOf);
  }
}
