package io.sillok.node.stream.follow;

import io.sillok.node.stream.StreamDefinition;
import java.util.List;

/**
 * Some events of a partition.
 *
 * @param stream as it was defined when they were read
 * @param events in offset order
 * @param next every event of the stream before this offset has been read
 * @param end whether there was no more
 */
public record FollowedPage(
    StreamDefinition stream, List<FollowedEvent> events, long next, boolean end) {
  public FollowedPage {
    events = List.copyOf(events);
  }
}
