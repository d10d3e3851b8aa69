package io.sillok.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.node.StreamReader.Answer;
import io.sillok.node.tally.TallyModule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A module, or a library of it, has all threads of the JVM's common pool wait. */
final class HeldUpCommonPoolTest {

  private static final String STREAM = "/streams/" + TallyModule.INPUT;
  private static final int MANY = 4_000;

  @TempDir static Path data;

  private static final CountDownLatch RELEASED = new CountDownLatch(1);
  private static SillokNode node;
  private static StreamReader http;

  @BeforeAll
  static void holdUp() throws Exception {
    node = TestNodes.start(data);
    http = new StreamReader(node);
    assertThat(http.put(STREAM, TallyModule.DECLARATION).status()).isEqualTo(201);
    CountDownLatch held = new CountDownLatch(ForkJoinPool.getCommonPoolParallelism());
    for (int thread = 0; thread < ForkJoinPool.getCommonPoolParallelism(); thread++) {
      ForkJoinPool.commonPool()
          .execute(() -> {
            held.countDown();
            awaitRelease();
          });
    }
    held.await();
  }

  private static void awaitRelease() {
    try {
      RELEASED.await();
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  @AfterAll
  static void release() {
    RELEASED.countDown();
    node.stop();
  }

  private static Answer append(String name, int events) throws IOException, InterruptedException {
    String batch =
        IntStream.range(0, events)
            .mapToObj(i -> "{\"name\":\"%s\",\"value\":%d}".formatted(name, i))
            .collect(Collectors.joining(",", "[", "]"));
    return http.post(STREAM + "/events", batch, "Content-Type", "application/json");
  }

  @Test
  void commands_and_reads_of_entities_are_answered() throws Exception {
    Answer executed = http.post("/entities/account/a/commands/deposit", "{\"amount\":3}");

    assertThat(executed.status()).isEqualTo(200);
    assertThat(http.get("/entities/account/a").path("state").path("balance").asInt()).isEqualTo(3);
    assertThat(http.get("/entities/account/a/events").path("events")).hasSize(1);
  }

  @Test
  void events_are_appended_whatever_the_size_of_the_request_and_read() throws Exception {
    assertThat(append("few", 2).status()).isEqualTo(200);
    assertThat(append("many", MANY).status()).isEqualTo(200);

    assertThat(http.get(STREAM + "/events?key=few").path("events")).hasSize(2);
    assertThat(http.lines(STREAM + "/events?key=many")).hasSize(MANY);
  }

  @Test
  void the_node_is_ready_and_tells_how_it_is() throws Exception {
    assertThat(http.health().path("status").asText()).isEqualTo("ready");
    assertThat(http.get("/cluster").path("members")).hasSize(1);
    assertThat(http.metrics()).contains("sillok_");
  }
}
