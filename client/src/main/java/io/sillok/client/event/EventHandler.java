package io.sillok.client.event;

/** Does something with an event. */
@FunctionalInterface
public interface EventHandler {

  /**
   * @throws Exception whatever it likes; the event then counts as not handled
   */
  void handle(StreamEvent event) throws Exception;
}
