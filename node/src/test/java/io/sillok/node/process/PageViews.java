package io.sillok.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Appends events to a stream, a batch after the other, each again under the same key until it is
 * answered; never far ahead of those who read.
 */
final class PageViews implements Callable<Long> {

  static final String STREAM = "/v1/streams/page-viewed";
  static final String DECLARATION =
      """
      {"kind": "keyed", "key": "productId",
       "schema": {"type": "record", "name": "PageViewed", "fields": [
         {"name": "productId", "type": "string"}, {"name": "seconds", "type": "int"}]}}
      """;

  private static final int BATCH = 40;
  private static final int AHEAD = 2_000;

  private final Whereabouts whereabouts;
  private final LongSupplier read;

  /**
   * @param read how many events those who read have had
   */
  PageViews(Whereabouts whereabouts, LongSupplier read) {
    this.whereabouts = whereabouts;
    this.read = read;
  }

  /** How many events it appended. */
  @Override
  public Long call() throws InterruptedException {
    long appended = 0;
    Optional<NodeProcess> node = whereabouts.after(Optional.empty());
    for (int number = 0; node.isPresent() && !whereabouts.finishing(); number++) {
      String body = batch(number);
      boolean answered = false;
      while (!answered && node.isPresent()) {
        try {
          Answer answer =
              node.get().send("POST", STREAM + "/events", body, "Idempotency-Key", "b-" + number);
          answered = answer.status() != 503;
          assertThat(answer.status()).as("%s", answer).isIn(200, 503);
        } catch (IOException killed) {
          node = whereabouts.after(node);
        }
      }
      appended += answered ? BATCH : 0;
      while (appended > read.getAsLong() + AHEAD && !whereabouts.finishing()) {
        LockSupport.parkNanos(1_000_000);
      }
    }
    return appended;
  }

  private static String batch(int number) {
    return IntStream.range(number * BATCH, (number + 1) * BATCH)
        .mapToObj(view -> "{\"productId\": \"p-%d\", \"seconds\": %d}".formatted(view % 97, view))
        .collect(Collectors.joining(",", "[", "]"));
  }
}
