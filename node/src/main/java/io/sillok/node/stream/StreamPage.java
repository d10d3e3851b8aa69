package io.sillok.node.stream;

import java.util.List;

/**
 * Some events of a stream.
 *
 * @param next goes on behind them; behind everything that was there if the page was not full
 */
public record StreamPage(List<StreamEvent> events, StreamPosition next) {

  public StreamPage {
    events = List.copyOf(events);
  }
}
