package io.sillok.node.stream.consumer;

import io.sillok.node.stream.consumer.sharing.Delivery.Handed;
import java.util.List;

/**
 * Some events that a consumer has not consumed yet.
 *
 * @param next commits them, and everything that was there if the page was not full
 */
public record ConsumerPage(List<Handed> events, ConsumerPosition next) {

  public ConsumerPage {
    events = List.copyOf(events);
  }
}
