package io.sillok.client.queue;

import io.sillok.client.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a queue is, and where.
 *
 * @param filter only events for which this CEL expression is true
 * @param lease for how long a worker has an item before it goes to another
 * @param maxAttempts after so many an item goes to the dead letters
 * @param retryDelay before an item that was nacked is handed out again
 * @param orderedByKey whether an item waits for the earlier ones of its key to be settled
 * @param ready how many items can be received now
 * @param leased how many are with workers
 * @param delayed how many wait after a nack
 * @param deadLetters how many were given up
 * @param lag how many events are in the stream that are not settled
 * @param oldestUnacked when the oldest event that is not settled was appended
 * @param oldestUnackedAge how long ago that was
 * @param skipped how many events were dropped from the stream's log before they were settled
 * @param trouble why it stands still, if it does
 */
public record QueueDescription(
    String name,
    String stream,
    Optional<String> filter,
    Duration lease,
    int maxAttempts,
    Duration retryDelay,
    boolean orderedByKey,
    long ready,
    long leased,
    long delayed,
    long deadLetters,
    long lag,
    Optional<Instant> oldestUnacked,
    Optional<Duration> oldestUnackedAge,
    long skipped,
    Optional<String> trouble) {

  static QueueDescription of(JsonObject queue) {
    return new QueueDescription(
        queue.text("name"),
        queue.text("stream"),
        queue.optionalText("filter"),
        queue.duration("lease"),
        Math.toIntExact(queue.number("maxAttempts")),
        queue.duration("retryDelay"),
        queue.text("ordered").equals("key"),
        queue.number("ready"),
        queue.number("leased"),
        queue.number("delayed"),
        queue.number("deadLetters"),
        queue.number("lag"),
        queue.optionalInstant("oldestUnacked"),
        queue.optionalDuration("oldestUnackedAge"),
        queue.number("skipped", 0),
        queue.optionalText("trouble"));
  }
}
