package io.sillok.node.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.fuzz.FuzzedNode.Answer;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever is asked of streams, queues, consumers, projections and tables is answered, and what is
 * refused changes nothing. The same is asked each time; {@code -Dsillok.fuzz.seed=…} for something
 * else.
 */
@TestInstance(Lifecycle.PER_CLASS)
final class StreamsFuzzTest {

  private static final int TRIES = 100;
  private static final int RIGHT_OF_TEN = 4;
  private static final int FEWEST_REFUSED = TRIES / 10;
  private static final int FEWEST_SERVED = TRIES / 10;

  @TempDir private static Path data;

  private final long seed = Long.getLong("sillok.fuzz.seed", 1);
  private FuzzedNode node;

  /** After the last request, if it was refused. */
  private Map<String, JsonNode> standing = Map.of();

  @BeforeAll
  void start() {
    node = FuzzedNode.start(data);
  }

  @AfterAll
  void stop() {
    assertThat(node.isReady()).isTrue();
    node.close();
  }

  @ParameterizedTest
  @EnumSource
  void what_is_refused_changes_nothing(Area area) {
    Random random = new Random(seed);
    Mutations mutations = new Mutations(random);
    Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    for (int number = 1; number <= TRIES; number++) {
      FuzzedRequest template = mutations.any(area.requests());
      FuzzedRequest right = node.filled(template);
      if (!right.equals(template)) {
        standing = Map.of(); // what it asks for may have been taken
      }
      FuzzedRequest request = random.nextInt(10) < RIGHT_OF_TEN ? right : mutations.of(right);
      outcomes.merge(attempt(request, "seed %d, try %d".formatted(seed, number)), 1, Integer::sum);
    }

    assertThat(outcomes.getOrDefault(Outcome.REFUSED, 0))
        .as("refused, seed %d", seed)
        .isGreaterThanOrEqualTo(FEWEST_REFUSED);
    assertThat(outcomes.getOrDefault(Outcome.SERVED, 0))
        .as("served, seed %d", seed)
        .isGreaterThanOrEqualTo(FEWEST_SERVED);
  }

  private enum Outcome {
    SERVED,
    REFUSED
  }

  private Outcome attempt(FuzzedRequest request, String which) {
    Map<String, JsonNode> before = standing.isEmpty() ? node.settled() : standing;
    Answer answer = node.answer(request);
    String told = "%s: %s: %s".formatted(which, request, answer);
    assertThat(answer.status()).as(told).isLessThan(500);
    if (answer.status() < 400) {
      standing = Map.of();
      return Outcome.SERVED;
    }
    standing = node.standing();
    assertThat(standing.entrySet().stream().filter(each -> !before.entrySet().contains(each)))
        .as(told)
        .isEmpty();
    assertThat(standing).as(told).hasSameSizeAs(before);
    assertThat(answer.contentType()).as(told).isEqualTo("application/problem+json");
    assertThat(answer.body().path("status").asInt()).as(told).isEqualTo(answer.status());
    return Outcome.REFUSED;
  }
}
