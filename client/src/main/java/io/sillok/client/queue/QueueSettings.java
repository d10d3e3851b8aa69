package io.sillok.client.queue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.client.event.From;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a queue is to be; what is not said is up to the node, and stays if there is the queue.
 *
 * @param from where it begins; the end if it is not said
 * @param filter only events for which this CEL expression is true
 * @param lease for how long a worker has an item before it goes to another
 * @param maxAttempts after so many an item goes to the dead letters
 * @param retryDelay before an item that was nacked is handed out again
 * @param orderedByKey whether an item waits for the earlier ones of its key to be settled
 */
public record QueueSettings(
    Optional<From> from,
    Optional<String> filter,
    Optional<Duration> lease,
    OptionalInt maxAttempts,
    Optional<Duration> retryDelay,
    boolean orderedByKey) {

  /** Nothing is said. */
  public static final QueueSettings STANDARD =
      new QueueSettings(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          OptionalInt.empty(),
          Optional.empty(),
          false);

  /** The same, which begins at {@code place}. */
  public QueueSettings from(From place) {
    return new QueueSettings(
        Optional.of(place), filter, lease, maxAttempts, retryDelay, orderedByKey);
  }

  /** The same with a filter, a CEL expression. */
  public QueueSettings filter(String expression) {
    return new QueueSettings(
        from, Optional.of(expression), lease, maxAttempts, retryDelay, orderedByKey);
  }

  /** The same with leases of this length. */
  public QueueSettings lease(Duration time) {
    return new QueueSettings(
        from, filter, Optional.of(time), maxAttempts, retryDelay, orderedByKey);
  }

  /** The same with so many attempts. */
  public QueueSettings maxAttempts(int attempts) {
    return new QueueSettings(
        from, filter, lease, OptionalInt.of(attempts), retryDelay, orderedByKey);
  }

  /** The same with this delay after a nack. */
  public QueueSettings retryDelay(Duration time) {
    return new QueueSettings(from, filter, lease, maxAttempts, Optional.of(time), orderedByKey);
  }

  /** The same, where an item waits for the earlier ones of its key. */
  public QueueSettings inOrderOfKeys() {
    return new QueueSettings(from, filter, lease, maxAttempts, retryDelay, true);
  }

  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    from.ifPresent(place -> json.put("from", place.text()));
    filter.ifPresent(expression -> json.put("filter", expression));
    lease.ifPresent(time -> json.put("lease", time.toString()));
    maxAttempts.ifPresent(attempts -> json.put("maxAttempts", attempts));
    retryDelay.ifPresent(time -> json.put("retryDelay", time.toString()));
    if (orderedByKey) {
      json.put("ordered", "key");
    }
    return json;
  }
}
