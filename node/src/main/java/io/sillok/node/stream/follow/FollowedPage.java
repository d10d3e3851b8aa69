package io.sillok.node.stream.follow;

import java.util.List;

/**
 * Some events of a partition.
 *
 * @param events in offset order
 * @param next every event of the stream before this offset has been read
 * @param end whether there was no more
 */
public record FollowedPage(List<FollowedEvent> events, long next, boolean end) {
  public FollowedPage {
    events = List.copyOf(events);
  }
}
