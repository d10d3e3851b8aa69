package io.sillok.client.event;

import java.util.List;

/**
 * Some events of a stream.
 *
 * @param events in order; fewer than were asked for only at the stream's end
 * @param next where to go on
 */
public record EventPage(List<StreamEvent> events, Position next) {

  public EventPage {
    events = List.copyOf(events);
  }
}
