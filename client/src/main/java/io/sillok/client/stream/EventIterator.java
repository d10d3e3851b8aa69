package io.sillok.client.stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.client.event.StreamEvent;
import io.sillok.client.feed.JsonLines;
import io.sillok.client.http.Transport;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/** The events that a stream has, one by one, over as many connections as it takes. */
final class EventIterator implements Iterator<StreamEvent>, AutoCloseable {

  private final EventReading reading;
  private final JsonLines lines;
  private Optional<StreamEvent> next = Optional.empty();
  private boolean ended;

  EventIterator(Transport transport, EventReading reading) {
    this.reading = reading;
    this.lines = new JsonLines(transport, reading::call);
  }

  @Override
  public boolean hasNext() {
    if (next.isEmpty() && !ended) {
      Optional<JsonNode> line = reading.isSatisfied() ? Optional.empty() : lines.next();
      next = line.map(reading::take);
      if (next.isEmpty()) {
        close();
      }
    }
    return next.isPresent();
  }

  @Override
  public StreamEvent next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    StreamEvent event = next.orElseThrow();
    next = Optional.empty();
    return event;
  }

  @Override
  public void close() {
    ended = true;
    lines.close();
  }
}
