package io.sillok.node;

import static io.sillok.node.TestNodes.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.StreamReader.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Readers whose filters do not fit what a stream has become with its module. */
final class OutdatedFiltersTest {

  private static final String STREAM = "/streams/cup-rated";
  private static final String CONSUMER = STREAM + "/consumers/mailer";
  private static final String QUEUE = STREAM + "/queues/mails";
  private static final String STARS = "has(data.stars) && data.stars > 1";

  @TempDir private Path data;

  private final Told told = new Told();
  private final Logger logger =
      (Logger) LoggerFactory.getLogger("io.sillok.node.gateway.stream.ReaderFilters");

  @BeforeEach
  void listen() {
    told.start();
    logger.addAppender(told);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(told);
  }

  @Test
  void a_node_starts_and_tells_which_filters_do_not_fit_until_they_are_replaced() throws Exception {
    try (SillokNode node = start("String who, int points, java.util.Optional<Integer> stars")) {
      StreamReader streams = new StreamReader(node);
      put(streams, CONSUMER, "{\"from\": \"start\", \"filter\": \"" + STARS + "\"}");
      put(streams, QUEUE, "{\"from\": \"start\", \"filter\": \"" + STARS + "\"}");
      put(streams, STREAM + "/consumers/fits", "{\"filter\": \"data.points > 1\"}");
      assertThat(streams.get(CONSUMER).has("trouble")).isFalse();
    }
    assertThat(told.messages).isEmpty();

    try (SillokNode node = start("String who, int points")) {
      StreamReader streams = new StreamReader(node);
      eventually(() -> told.messages.size() >= 2);
      assertThat(told.messages)
          .hasSize(2)
          .anySatisfy(message ->
              assertThat(message)
                  .contains("consumer mailer", "stars", "/consumers/mailer and ")
                  .doesNotContain("/queues/", "NAME"))
          .anySatisfy(message ->
              assertThat(message)
                  .contains("queue mails", "stars", "/queues/mails and ")
                  .doesNotContain("/consumers/", "NAME"));
      streams.post(STREAM + "/events", "{\"who\": \"a\", \"points\": 7}");
      assertStandStill(streams);

      put(streams, CONSUMER, "{\"filter\": \"data.points > 1\", \"replaceFilter\": true}");
      put(streams, QUEUE, "{\"filter\": \"data.points > 1\"}");

      assertThat(streams.get(CONSUMER).has("trouble")).isFalse();
      eventually(() -> health(streams).path("consumers").isEmpty());
      assertThat(streams.get(CONSUMER + "/events").at("/events/0/data/points").asInt())
          .isEqualTo(7);
      eventually(() -> !get(streams, QUEUE).has("trouble"));
    }
  }

  private static void assertStandStill(StreamReader streams) {
    JsonNode consumer = get(streams, CONSUMER);
    assertThat(consumer.path("trouble").asText()).contains(STARS, "cup-rated");
    assertThat(get(streams, CONSUMER + "/events").path("code").asText())
        .isEqualTo("filter-outdated");
    assertThat(get(streams, STREAM + "/consumers/fits").has("trouble")).isFalse();
    eventually(() -> !health(streams).path("consumers").isEmpty());
    JsonNode unwell = health(streams).path("consumers");
    assertThat(unwell).hasSize(1);
    assertThat(unwell.at("/0/stream").asText()).isEqualTo("cup-rated");
    assertThat(unwell.at("/0/consumer").asText()).isEqualTo("mailer");
    assertThat(unwell.at("/0/trouble")).isEqualTo(consumer.path("trouble"));
    eventually(() -> get(streams, QUEUE).has("trouble"));
    JsonNode queue = get(streams, QUEUE);
    assertThat(queue.path("trouble").asText()).contains("does not fit", "stars");
    eventually(() -> health(streams).at("/queues/0").has("trouble"));
    JsonNode queues = health(streams).path("queues");
    assertThat(queues).hasSize(1);
    assertThat(queues.at("/0/queue").asText()).isEqualTo("mails");
    assertThat(queues.at("/0/trouble")).isEqualTo(queue.path("trouble"));
  }

  private static JsonNode health(StreamReader streams) {
    try {
      return streams.health();
    } catch (IOException | InterruptedException failure) {
      throw new AssertionError(failure);
    }
  }

  private static JsonNode get(StreamReader streams, String path) {
    try {
      return streams.get(path);
    } catch (IOException | InterruptedException failure) {
      throw new AssertionError(failure);
    }
  }

  private static void put(StreamReader streams, String path, String body) throws Exception {
    Answer answer = streams.put(path, body);
    assertThat(answer.status()).as(answer.json().toString()).isIn(200, 201);
  }

  private static String module(String fields) {
    return """
    import io.sillok.protocol.entity.EntityType;
    import io.sillok.protocol.event.EventDefinition;
    import java.util.List;
    public class Cups implements io.sillok.protocol.SillokModule {
      public record CupRated(%s) {}
      public String name() { return "cups"; }
      public String version() { return "1.0"; }
      public int protocol() { return PROTOCOL; }
      public List<EntityType<?, ?, ?>> entityTypes() { return List.of(); }
      public List<EventDefinition<?>> streams() {
        return List.of(EventDefinition.keyed("cup-rated", CupRated.class, "who"));
      }
    }
    """
        .formatted(fields);
  }

  /** With a module whose event has {@code fields}. */
  private SillokNode start(String fields) throws IOException {
    Path built = data.resolve("module-" + fields.length());
    Path jar =
        new ModuleJarBuilder(built).source("Cups", module(fields)).service("Cups").jar("cups.jar");
    return SillokNode.start(NodeConfig.at(data.resolve("node")).port(0).modulePaths(List.of(jar)));
  }

  /** What is told in the log. */
  private static final class Told extends AppenderBase<ILoggingEvent> {

    private final List<String> messages = new CopyOnWriteArrayList<>();

    @Override
    protected void append(ILoggingEvent event) {
      String message = event.getFormattedMessage();
      if (message.contains("stream cup-rated")) { // not what the end of a node may interrupt
        messages.add(message);
      }
    }
  }
}
