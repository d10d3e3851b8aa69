package io.sillok.client.event;

import java.util.List;

/**
 * Some events of a stream.
 *
 * @param events in order; fewer than were asked for at the stream's end, or where they are large
 * @param next where to go on
 * @param more whether the page ended before the stream did, because it was full
 */
public record EventPage(List<StreamEvent> events, Position next, boolean more) {

  public EventPage {
    events = List.copyOf(events);
  }
}
