package io.sillok.node.cli.demo.views;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sillok.node.cli.client.NodeClient;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Tells what can be asked of the windows of the shop, with what the node really answers. */
public final class WindowGuide {

  private static final String PROJECTIONS = "/v1/projections/";
  private static final String VIEWERS = PROJECTIONS + "product-viewers";
  private static final String VISITS = PROJECTIONS + "visits";
  private static final String REVENUE = PROJECTIONS + "revenue-per-minute";
  private static final String FEATURED = "/v1/streams/product.featured/events";
  private static final String PRODUCT = "p-1";
  private static final Duration SLIDE = Duration.ofMinutes(1);
  private static final Duration LATELY = Viewing.PAST.plusMinutes(5);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int SHOWN = 6;
  private static final long AGAIN_MILLIS = 100;

  private final NodeClient node;
  private final String url;
  private final PrintWriter out;
  private final Instant since;

  /**
   * @param url of the node, as it is printed
   */
  public WindowGuide(NodeClient node, String url, PrintWriter out) {
    this.node = node;
    this.url = url;
    this.out = out;
    since = Instant.now().minus(LATELY);
  }

  /** Prints all of it. Waits a few seconds at most for windows that have only just ended. */
  public void print() {
    awaitResults();
    out.println(
        "Visitors look at products meanwhile. What windows tell of that follows from the logs alone:");
    read("how many visitors have looked at p-1 in the last hour", latestViewers());
    read("what a visitor has looked at, by visit", someVisit());
    read(
        "what was sold in each minute (in a new shop none is over yet)",
        REVENUE + "/windows?from=" + minute());
    read("what is sold in those that are not over, so far", REVENUE + "/windows?open=true");
    read(
        "an hour of which results are still to come, so far",
        VIEWERS + "/windows?open=true&key=p-1&limit=1");
    read(
        "a view that was held back, and a window that it was too late for",
        VIEWERS + "/late?limit=1");
    read(
        "a product that many have looked at in five minutes, which was told so by a command",
        FEATURED + "?limit=1&from=" + minute());
    verify();
  }

  private void awaitResults() {
    await(VIEWERS, standing -> standing.path("lag").asLong() == 0);
    await(VISITS, standing -> standing.path("lag").asLong() == 0);
    await(since(VIEWERS) + "&key=" + PRODUCT, page -> !page.path("windows").isEmpty());
    await(since(VISITS), page -> !page.path("windows").isEmpty());
    await(REVENUE + "/windows?open=true", page -> !page.path("windows").isEmpty());
    await(FEATURED + "?limit=1&from=" + minute(), page -> !page.path("events").isEmpty());
  }

  private void await(String path, Predicate<JsonNode> condition) {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.test(node.answerTo(path).body()) && System.nanoTime() < until) {
      try {
        TimeUnit.MILLISECONDS.sleep(AGAIN_MILLIS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Windows are found by when they end, so what ends later than the last but one is the last. */
  private String latestViewers() {
    String path = VIEWERS + "/windows?key=" + PRODUCT;
    JsonNode windows = node.get(since(VIEWERS) + "&key=" + PRODUCT).path("windows");
    JsonNode last = windows.path(windows.size() - 1);
    return last.isMissingNode()
        ? path
        : path + "&from=" + Instant.parse(last.path("end").asText()).minus(SLIDE);
  }

  /** The one with the most views of those that are over, as far as they fit on a screen. */
  private String someVisit() {
    JsonNode most = JsonNodeFactory.instance.missingNode();
    for (JsonNode visit : node.get(since(VISITS)).path("windows")) {
      long views = visit.path("count").asLong();
      if (views > most.path("count").asLong() && views <= SHOWN) {
        most = visit;
      }
    }
    return VISITS
        + "/windows?key=%s&from=%s&limit=1"
            .formatted(
                NodeClient.segment(most.path("key").asText("v-1")),
                most.path("start").asText(since.toString()));
  }

  private String since(String projection) {
    return projection + "/windows?limit=1000&from=" + minute();
  }

  private Instant minute() {
    return since.truncatedTo(ChronoUnit.MINUTES);
  }

  private void verify() {
    String path = VISITS + "/verify";
    show(
        "all visits made anew from the logs: the same, byte for byte",
        "curl -s -X POST '%s%s'".formatted(url, path),
        node.answerTo(path, JsonNodeFactory.instance.objectNode(), Map.of()).body());
  }

  private void read(String what, String path) {
    show(what, "curl -s '%s%s'".formatted(url, path), node.answerTo(path).body());
  }

  private void show(String what, String command, JsonNode answer) {
    out.printf("  # %s%n  %s%n    %s%n%n", what, command, answer);
  }
}
