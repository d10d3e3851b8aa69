package io.sillok.node;

import static io.sillok.node.TestNodes.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.clicks.ClicksModule;
import io.sillok.node.clicks.ClicksModule.Clicks;
import io.sillok.protocol.projection.Downstream;
import io.sillok.protocol.projection.ProjectionResult;
import io.sillok.protocol.projection.ProjectionType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What becomes of a downstream when a module changes the revision of its projection, and takes it
 * back. An actor gets the results, which would not hide what comes twice, as an entity does for a
 * while.
 */
final class ModuleHandOverTest {

  private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");
  private static final String STREAM = "projection-clicks-per-user";
  private static final int WINDOW = 10;
  private static final int MANY = 130;

  @TempDir private Path data;

  private final List<String> taken = new CopyOnWriteArrayList<>();
  private final List<String> expected = new ArrayList<>();
  private @Nullable SillokNode node;
  private @Nullable StreamReader reader;
  private volatile boolean refusing;

  private void start(int revision) {
    stop();
    ProjectionType<?, Clicks> type =
        revision == 1 ? ClicksModule.PER_USER : ClicksModule.PER_USER.revision(revision);
    SillokNode started =
        SillokNode.start(
            NodeConfig.at(data)
                .port(0)
                .modules(new ClicksModule(List.of(downstream(type))))
                .settings(
                    Map.of(
                        "sillok.persistence.partitions",
                        "4",
                        "sillok.node.streams.time.idle-after",
                        "1 h",
                        "sillok.node.projections.wake-interval",
                        "200 ms")));
    node = started;
    reader = new StreamReader(started);
  }

  private ProjectionType<?, Clicks> downstream(ProjectionType<?, Clicks> type) {
    return type.downstream(Downstream.actor("record", () -> this::take));
  }

  private CompletionStage<Void> take(ProjectionResult<Clicks> result) {
    if (result.key().equals("refused") && refusing) {
      return CompletableFuture.failedFuture(new IllegalStateException("Not now"));
    }
    taken.add(result.key() + " " + result.end());
    return CompletableFuture.completedFuture(null);
  }

  @AfterEach
  void stop() {
    if (node != null) {
      node.close();
      node = null;
    }
  }

  @Test
  void another_revision_and_the_one_before_again_hand_over_each_window_once() throws Exception {
    start(1);
    click("old", 0);
    for (int window = 0; window < MANY; window++) {
      click("new", window);
    }
    advanceBehind(MANY - 1);
    eventually(() -> taken.size() >= expected.size());

    start(2);
    goOn(STREAM + "-v2", MANY);
    start(1);
    goOn(STREAM, MANY + 10);
    start(2);
    goOn(STREAM + "-v2", MANY + 20);
    start(3);
    goOn(STREAM + "-v3", MANY + 30);
    assertThat(taken).containsExactlyInAnyOrderElementsOf(expected);
  }

  /** Each version tells everything from the beginning; ten windows are new. */
  private void goOn(String results, int from) throws Exception {
    for (int window = from; window < from + 10; window++) {
      click("new", window);
    }
    click("old", from + 5);
    advanceBehind(from + 9);
    eventually(() -> told(results) == expected.size());
    eventually(() -> taken.containsAll(expected));
    eventually(() -> waiting() == 0);
    assertThat(taken).as(results).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void what_another_revision_left_waiting_is_handed_over_when_the_one_before_is_back()
      throws Exception {
    start(1);
    click("new", 0);
    advanceBehind(0);
    eventually(() -> taken.size() == 1);
    start(2);
    refusing = true;
    click("refused", 1);
    click("new", 1);
    advanceBehind(1);
    eventually(() -> taken.contains("new " + end(1)));
    eventually(() -> waiting() == 1);
    start(1);
    eventually(() -> told(STREAM) == expected.size());
    refusing = false;
    eventually(() -> taken.containsAll(expected));
    eventually(() -> waiting() == 0);
    assertThat(taken).containsExactlyInAnyOrderElementsOf(expected);
  }

  private void click(String user, int window) throws Exception {
    assertThat(
            http()
                .post(
                    "/streams/product-clicked/events",
                    "{\"user\":\"%s\",\"product\":\"p\",\"price\":3,\"clickedAt\":\"%s\"}"
                        .formatted(user, TEN.plusSeconds(window * (long) WINDOW + 1)))
                .status())
        .isEqualTo(200);
    expected.add(user + " " + end(window));
  }

  private static Instant end(int window) {
    return TEN.plusSeconds((window + 1L) * WINDOW);
  }

  /** Three seconds out of order are waited for. */
  private void advanceBehind(int window) throws Exception {
    assertThat(
            http()
                .post(
                    "/streams/product-clicked/time",
                    "{\"advanceTo\": \"%s\"}".formatted(end(window).plusSeconds(3)))
                .status())
        .isEqualTo(200);
  }

  private long told(String stream) {
    return get("/streams/" + stream + "/events?limit=1000").path("events").size();
  }

  /** Of all versions. */
  private long waiting() {
    long waiting = 0;
    JsonNode all = get("/projections/clicks-per-user").path("downstream");
    for (JsonNode each : all) {
      waiting += each.path("waiting").asLong(1);
    }
    return all.isEmpty() ? -1 : waiting;
  }

  private JsonNode get(String path) {
    try {
      return http().get(path);
    } catch (IOException | InterruptedException failure) {
      throw new AssertionError(failure);
    }
  }

  private StreamReader http() {
    if (reader == null) {
      throw new IllegalStateException("No node was started");
    }
    return reader;
  }
}
