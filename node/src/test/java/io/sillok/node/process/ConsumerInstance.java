package io.sillok.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sillok.node.process.HandedOut.Span;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A client that reads a consumer as one of its instances, commits as it goes, and breaks off again
 * and again without a word, having committed or not.
 */
final class ConsumerInstance implements Callable<Long> {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_BEFORE_COMMIT = 25;
  private static final int MOST_BEFORE_BREAK = 400;

  private final String name;
  private final String consumer;
  private final Random random;
  private final Whereabouts whereabouts;
  private final HandedOut handedOut;
  private final AtomicLong breaks;
  private final AtomicBoolean patient;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Map<Integer, Span> spans = new HashMap<>();
  private final Map<Integer, Long> places = new HashMap<>();
  private Map<Integer, Long> committed = Map.of();
  private Optional<NodeProcess> node = Optional.empty();

  /**
   * @param consumer its path
   * @param breaks counts how often instances broke off by themselves
   * @param patient whether they break off no more
   */
  ConsumerInstance(
      String name,
      String consumer,
      long seed,
      Whereabouts whereabouts,
      HandedOut handedOut,
      AtomicLong breaks,
      AtomicBoolean patient) {
    this.name = name;
    this.consumer = consumer;
    this.random = new Random(seed);
    this.whereabouts = whereabouts;
    this.handedOut = handedOut;
    this.breaks = breaks;
    this.patient = patient;
  }

  /** Goes on until there will be no node any more; answers how often it connected. */
  @Override
  public Long call() throws InterruptedException {
    long connections = 0;
    node = whereabouts.after(node);
    while (node.isPresent()) {
      try {
        connections++;
        connect(node.get());
      } catch (IOException | UncheckedIOException lost) {
        if (!node.get().isAlive()) {
          node = whereabouts.after(node);
        }
      }
    }
    return connections;
  }

  private void connect(NodeProcess present) throws IOException, InterruptedException {
    spans.clear();
    places.clear();
    committed = handedOut.acknowledged();
    int left = random.nextInt(1, MOST_BEFORE_BREAK);
    // One with the name of an earlier one takes its place; one with a new name has to be noticed.
    String instance = random.nextBoolean() ? name : name + "-" + random.nextInt(3);
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(present.url() + consumer + "/events?instance=" + instance))
            .header("Accept", "text/event-stream")
            .build();
    HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
    try (InputStream body = response.body();
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
      if (response.statusCode() != 503) {
        assertThat(response.statusCode()).isEqualTo(200);
      }
      read(instance, lines, present, left);
    }
  }

  private void read(String instance, BufferedReader lines, NodeProcess present, int most)
      throws IOException, InterruptedException {
    int left = most;
    int untilCommit = random.nextInt(1, MOST_BEFORE_COMMIT);
    String uncommitted = "";
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("data: ")) {
        JsonNode given = JSON.readTree(line.substring("data: ".length()));
        if (given.has("partitions")) {
          take(given.path("partitions"));
        } else {
          take(instance, given);
          uncommitted = given.path("position").asText();
          left--;
          untilCommit--;
        }
      }
      if (!uncommitted.isEmpty() && (untilCommit <= 0 || patient.get())) {
        commit(present, uncommitted);
        uncommitted = "";
        untilCommit = random.nextInt(1, MOST_BEFORE_COMMIT);
      }
      if (left <= 0 && !patient.get()) {
        breaks.incrementAndGet();
        return;
      }
    }
  }

  /** What is taken away and given back again is another span. */
  private void take(JsonNode partitions) {
    Set<Integer> share = new HashSet<>();
    partitions.forEach(partition -> share.add(partition.asInt()));
    spans.keySet().retainAll(share);
    places.keySet().retainAll(share);
  }

  private void take(String instance, JsonNode event) {
    int partition = event.path("partition").asInt();
    long offset = event.path("offset").asLong();
    spans
        .computeIfAbsent(partition, none -> handedOut.begin(instance, partition, committed))
        .offsets()
        .add(offset);
    places.put(partition, offset + 1);
    handedOut.given();
  }

  private void commit(NodeProcess present, String position)
      throws IOException, InterruptedException {
    Map<Integer, Long> offsets = Map.copyOf(places);
    handedOut.attempts(offsets);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(present.url() + consumer + "/position"))
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(30))
            .PUT(BodyPublishers.ofString("{\"position\": \"%s\"}".formatted(position)))
            .build();
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    if (response.statusCode() != 503) {
      assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
      handedOut.acknowledges(offsets);
    }
  }
}
