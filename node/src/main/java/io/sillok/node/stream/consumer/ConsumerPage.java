package io.sillok.node.stream.consumer;

import io.sillok.node.stream.consumer.sharing.Delivery.Handed;
import java.util.List;

/**
 * Some events that a consumer has not consumed yet.
 *
 * @param next commits them, and everything that was there if there was no more
 * @param more whether the page ended before the stream did, because it was full
 */
public record ConsumerPage(List<Handed> events, ConsumerPosition next, boolean more) {

  public ConsumerPage {
    events = List.copyOf(events);
  }
}
