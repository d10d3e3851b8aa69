package io.sillok.node.process;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Appends events in batches, each until it is answered, whatever becomes of the node meanwhile. */
final class EventSender implements Callable<EventSender> {

  static final String STREAM = "page-viewed";
  static final String DECLARATION =
      """
      {"kind": "keyed", "key": "page",
       "schema": {"type": "record", "name": "PageViewed", "fields": [
         {"name": "page", "type": "string"}, {"name": "number", "type": "long"}]}}
      """;

  private static final int LARGEST_BATCH = 60;
  private static final int PAGES = 12;

  private final String source;
  private final Random random;
  private final Whereabouts whereabouts;
  private final AtomicLong acknowledged;
  private final Map<Long, String> places = new HashMap<>();
  private long sent;
  private long retries;
  private long duplicates;
  private Optional<NodeProcess> node = Optional.empty();

  /**
   * @param acknowledged counts the events that were answered
   */
  EventSender(String source, long seed, Whereabouts whereabouts, AtomicLong acknowledged) {
    this.source = source;
    this.random = new Random(seed);
    this.whereabouts = whereabouts;
    this.acknowledged = acknowledged;
  }

  String source() {
    return source;
  }

  /** By the numbers of the events that were answered: partition and offset. */
  synchronized Map<Long, String> places() {
    return Map.copyOf(places);
  }

  synchronized long retries() {
    return retries;
  }

  synchronized long duplicates() {
    return duplicates;
  }

  @Override
  public EventSender call() throws InterruptedException {
    node = whereabouts.after(node);
    while (node.isPresent() && !whereabouts.finishing()) {
      int size = 1 + random.nextInt(LARGEST_BATCH);
      append(
          IntStream.range(0, size)
              .mapToObj(index -> cloudEvent(sent + index, random.nextInt(PAGES)))
              .collect(Collectors.joining(",", "[", "]")));
      sent += size;
    }
    return this;
  }

  private void append(String batch) throws InterruptedException {
    boolean stands = false;
    while (!stands && node.isPresent()) {
      try {
        stands =
            take(
                node.get()
                    .send(
                        "POST",
                        "/v1/streams/%s/events".formatted(STREAM),
                        "application/cloudevents-batch+json",
                        batch));
      } catch (IOException killed) {
        retry();
        node = whereabouts.after(node);
      }
    }
  }

  private String cloudEvent(long number, int page) {
    return """
    {"specversion": "1.0", "type": "%s", "source": "%s", "id": "%d",
     "data": {"page": "%s-%d", "number": %d}}
    """
        .formatted(STREAM, source, number, source, page, number);
  }

  private synchronized void retry() {
    retries++;
  }

  /** Whether all of the batch stand. */
  private synchronized boolean take(Answer answer) {
    if (answer.status() == 503 || answer.status() == 207 || answer.status() == 429) {
      retries++;
      return false;
    }
    if (answer.status() != 200) {
      throw new AssertionError("An append was answered with " + answer);
    }
    long number = sent;
    for (JsonNode result : answer.body().path("results")) {
      duplicates += result.path("status").asText().equals("duplicate") ? 1 : 0;
      places.put(
          number++, result.path("partition").asText() + "/" + result.path("offset").asText());
    }
    acknowledged.addAndGet(answer.body().path("results").size());
    return true;
  }
}
