package io.sillok.client.queue;

/** Does a worker's work. */
@FunctionalInterface
public interface ItemHandler {

  /**
   * Returns when the item is done, which acks it.
   *
   * @throws DeadLetterException if it can never be done: it goes to the dead letters at once
   * @throws Exception whatever else it likes: the item is nacked with that as the reason, and
   *     handed out again until its attempts are used up
   */
  void handle(QueueItem item) throws Exception;
}
