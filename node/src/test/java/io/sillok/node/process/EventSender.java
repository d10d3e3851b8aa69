package io.sillok.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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
  private long repeated;
  private String lastBatch = "";
  private List<String> lastPlaces = List.of();
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

  /** So many events that another node had taken were told to be there by the next one. */
  synchronized long repeated() {
    return repeated;
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
    boolean restarted = false;
    while (!stands && node.isPresent()) {
      try {
        if (restarted) {
          repeatLast(node.get());
        }
        stands = take(batch, send(node.get(), batch));
      } catch (IOException killed) {
        retry();
        node = whereabouts.after(node);
        restarted = true;
      }
    }
  }

  private static Answer send(NodeProcess present, String batch) throws IOException {
    return present.send(
        "POST",
        "/v1/streams/%s/events".formatted(STREAM),
        "application/cloudevents-batch+json",
        batch);
  }

  /** What another node has taken, this one knows. */
  private synchronized void repeatLast(NodeProcess present) throws IOException {
    if (lastBatch.isEmpty()) {
      return;
    }
    Answer again = send(present, lastBatch);
    if (again.status() == 503 || again.status() == 207 || again.status() == 429) {
      return;
    }
    assertThat(again.status()).as("%s", again).isEqualTo(200);
    List<String> there = new ArrayList<>();
    for (JsonNode result : again.body().path("results")) {
      assertThat(result.path("status").asText()).as("%s", again).isEqualTo("duplicate");
      there.add(place(result));
    }
    assertThat(there).isEqualTo(lastPlaces);
    repeated += there.size();
  }

  private static String place(JsonNode result) {
    return result.path("partition").asText() + "/" + result.path("offset").asText();
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
  private synchronized boolean take(String batch, Answer answer) {
    if (answer.status() == 503 || answer.status() == 207 || answer.status() == 429) {
      retries++;
      return false;
    }
    if (answer.status() != 200) {
      throw new AssertionError("An append was answered with " + answer);
    }
    long number = sent;
    lastBatch = batch;
    lastPlaces = new ArrayList<>();
    for (JsonNode result : answer.body().path("results")) {
      lastPlaces.add(place(result));
      places.put(number++, place(result));
    }
    acknowledged.addAndGet(answer.body().path("results").size());
    return true;
  }
}
