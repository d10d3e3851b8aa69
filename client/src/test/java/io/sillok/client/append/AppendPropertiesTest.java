package io.sillok.client.append;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.client.append.AppendResult.Appended;
import io.sillok.client.append.AppendResult.Refused;
import io.sillok.client.failure.Problem;
import io.sillok.client.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What the answers of a node to batches come to, whatever goes wrong, by a model of the node. */
class AppendPropertiesTest {

  private static final int PARTITIONS = 3;
  private static final int ENOUGH = 10_000;

  @Property(tries = 500)
  void every_event_that_is_right_is_in_the_log_once_and_in_order(
      @ForAll @IntRange(max = 40) int count,
      @ForAll @IntRange(min = 1, max = 12) int mostEvents,
      @ForAll @IntRange(min = 1, max = 12) int taken,
      @ForAll long seed) {
    Node node = new Node(new Random(seed), count, taken);
    List<byte[]> events =
        IntStream.range(0, count)
            .mapToObj(event -> Integer.toString(event).getBytes(StandardCharsets.UTF_8))
            .toList();
    AppendProgress progress = new AppendProgress(events, 60, mostEvents);
    int requests = 0;
    for (List<Integer> batch = progress.next(); !batch.isEmpty(); batch = progress.next()) {
      assertThat(batch).hasSizeLessThanOrEqualTo(mostEvents).isSorted();
      node.take(batch, progress);
      assertThat(++requests).isLessThan(ENOUGH);
    }
    List<AppendResult> results = progress.results().results();
    assertThat(results).hasSize(count);
    for (int event = 0; event < count; event++) {
      if (node.wrong.contains(event)) {
        assertThat(results.get(event)).isInstanceOf(Refused.class);
      } else {
        Appended appended = (Appended) results.get(event);
        List<Integer> log = node.log(appended.partition());
        assertThat(log.get((int) appended.offset())).isEqualTo(event);
      }
    }
    for (int partition = 0; partition < PARTITIONS; partition++) {
      assertThat(node.log(partition)).isSorted().doesNotHaveDuplicates();
    }
    assertThat(IntStream.range(0, PARTITIONS).map(each -> node.log(each).size()).sum())
        .isEqualTo(count - node.wrong.size());
  }

  /**
   * A node that fails at random, at times after it has appended; a partition takes all or nothing.
   */
  private static final class Node {
    private final Random random;
    private final int taken;
    private final Set<Integer> wrong = new HashSet<>();
    private final Map<Integer, List<Integer>> logs = new HashMap<>();

    private Node(Random random, int count, int taken) {
      this.random = random;
      this.taken = taken;
      IntStream.range(0, count).filter(event -> random.nextInt(8) == 0).forEach(wrong::add);
    }

    private List<Integer> log(int partition) {
      return logs.computeIfAbsent(partition, none -> new ArrayList<>());
    }

    private void take(List<Integer> batch, AppendProgress progress) {
      if (batch.size() > taken) {
        progress.tooLarge(batch, Problem.of(413, object(), Optional.empty()));
      } else if (random.nextInt(4) == 0 && batch.stream().anyMatch(wrong::contains)) {
        progress.refused(batch, refusal(batch));
      } else {
        progress.answered(batch, new JsonObject(answer(batch)));
      }
    }

    private Problem refusal(List<Integer> batch) {
      ObjectNode problem = object().put("code", "events-refused");
      ArrayNode errors = problem.putArray("errors");
      for (int place = 0; place < batch.size(); place++) {
        if (wrong.contains(batch.get(place))) {
          errors.addObject().put("code", "wrong").put("pointer", "/" + place + "/data");
        }
      }
      return Problem.of(422, problem, Optional.empty());
    }

    private ObjectNode answer(List<Integer> batch) {
      boolean[] refusing = new boolean[PARTITIONS];
      batch.stream().filter(wrong::contains).forEach(event -> refusing[partition(event)] = true);
      int[] failing = random.ints(PARTITIONS, 0, 5).toArray();
      ObjectNode answer = object();
      ArrayNode results = answer.putArray("results");
      for (int event : batch) {
        ObjectNode result = results.addObject();
        int partition = partition(event);
        if (wrong.contains(event)) {
          result.put("status", "refused").put("code", "wrong");
        } else if (refusing[partition]) {
          result.put("status", "withheld");
        } else {
          boolean duplicate = log(partition).contains(event);
          if (failing[partition] != 0 && !duplicate) {
            log(partition).add(event);
          }
          if (failing[partition] <= 1) {
            result.put("status", "failed").put("code", "timeout");
          } else {
            result.put("status", duplicate ? "duplicate" : "appended");
            result.put("partition", partition).put("offset", log(partition).indexOf(event));
          }
        }
      }
      return answer;
    }

    private static int partition(int event) {
      return event * 7 % PARTITIONS;
    }

    private static ObjectNode object() {
      return JsonNodeFactory.instance.objectNode();
    }
  }
}
