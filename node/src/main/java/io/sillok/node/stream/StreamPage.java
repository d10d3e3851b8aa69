package io.sillok.node.stream;

import java.util.List;

/**
 * Some events of a stream.
 *
 * @param next goes on behind them; behind everything that was there if there was no more
 * @param more whether the page ended before the stream did, because it was full
 */
public record StreamPage(List<StreamEvent> events, StreamPosition next, boolean more) {

  public StreamPage {
    events = List.copyOf(events);
  }
}
