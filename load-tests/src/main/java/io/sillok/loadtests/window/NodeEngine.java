package io.sillok.loadtests.window;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.loadtests.server.Target;
import io.sillok.loadtests.usage.Usage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/** A node: each run is a projection that is declared, and reads the stream from its start. */
public final class NodeEngine implements WindowEngine {

  private static final String STREAM = "clicks";
  private static final Duration WITHIN = Duration.ofMinutes(10);

  private final Target node;
  private final NodeProjections projections;
  private int runs;

  private NodeEngine(Target node, NodeProjections projections) {
    this.node = node;
    this.projections = projections;
  }

  /** With {@code events} clicks in a sealed stream. */
  public static NodeEngine fill(Target node, long events) throws IOException, InterruptedException {
    NodeProjections projections = new NodeProjections(node.port());
    projections.declareStream(STREAM, Clicks.DECLARATION);
    try (BatchAppending appending = new BatchAppending(node.port(), STREAM)) {
      appending.append(0, events, number -> Clicks.click(number).json());
    }
    projections.seal(STREAM);
    return new NodeEngine(node, projections);
  }

  @Override
  public Took run(WindowShape shape, ResultDigest expected)
      throws IOException, InterruptedException {
    if (runs > 0) {
      projections.delete(projection());
    }
    runs++;
    long start = System.nanoTime();
    projections.declare(projection(), shape.declaration(STREAM));
    projections.await(
        projection(),
        standing ->
            standing.sealed() && standing.lag() == 0 && standing.results() >= expected.count(),
        WITHIN);
    return new Took(0, (System.nanoTime() - start) / 1e9);
  }

  private String projection() {
    return "windows-%d".formatted(runs);
  }

  @Override
  public ResultDigest results(long count) throws IOException {
    ResultDigest.Builder results = new ResultDigest.Builder();
    projections.results(projection(), result -> add(result, results));
    return results.build();
  }

  private static void add(JsonNode result, ResultDigest.Builder results) {
    JsonNode values = result.path("values");
    long count = result.path("count").asLong();
    if (values.path("clicks").asLong() != count) {
      throw new IllegalStateException("A result counts two numbers of clicks: " + result);
    }
    results.add(
        result.path("key").asText(),
        millis(result.path("start")),
        millis(result.path("end")),
        count,
        values.path("sum").asLong());
  }

  private static long millis(JsonNode time) {
    return Instant.parse(time.asText()).toEpochMilli();
  }

  @Override
  public Usage usage() {
    return node.usage();
  }

  /** The node is the caller's. */
  @Override
  public void close() {}
}
