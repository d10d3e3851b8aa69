package io.sillok.persistence.pekko;

import static io.sillok.persistence.contract.Samples.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.persistence.LogId;
import io.sillok.persistence.Partitioner;
import io.sillok.persistence.pekko.query.LogOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.persistence.query.DeletedDurableState;
import org.apache.pekko.persistence.query.DurableStateChange;
import org.apache.pekko.persistence.query.Offset;
import org.apache.pekko.persistence.query.UpdatedDurableState;
import org.apache.pekko.stream.javadsl.SinkQueueWithCancel;
import org.junit.jupiter.api.Test;

/** Queries for changes of durable states. */
abstract class DurableStateChangesContract extends NodeContract {

  private static final int LAST = Partitioner.SLICES - 1;

  @Override
  protected String settings() {
    return """
    sillok.persistence {
      partitions = 4
      durable-state { poll-interval = 1h, page-size = 3 }
    }
    """;
  }

  @Test
  void the_latest_change_of_each_state_with_the_tag_is_emitted() throws Exception {
    for (int entity = 0; entity < 10; entity++) {
      for (int revision = 1; revision <= 3; revision++) {
        upsert("latest|" + entity, revision, "latest");
      }
      upsert("latest-not|" + entity, 1, "other");
    }
    List<DurableStateChange<Object>> changes =
        all(node().states().currentChanges("latest", Offset.noOffset()));
    assertThat(changes).hasSize(10);
    assertThat(changes).extracting(DurableStateChange::persistenceId).doesNotHaveDuplicates();
    assertThat(changes)
        .allSatisfy(change -> {
          UpdatedDurableState<Object> updated = (UpdatedDurableState<Object>) change;
          assertThat(updated.revision()).isEqualTo(3);
          assertThat(updated.value()).isEqualTo(change.persistenceId() + " 3");
          assertThat(updated.timestamp()).isPositive();
        });
  }

  @Test
  void whoever_resumes_at_a_change_gets_the_rest() throws Exception {
    for (int entity = 0; entity < 12; entity++) {
      upsert("resumed|" + entity, 1, "resumed");
    }
    List<DurableStateChange<Object>> changes =
        all(node().states().currentChanges("resumed", Offset.noOffset()));
    for (int index = 0; index < changes.size(); index++) {
      List<String> seen = new ArrayList<>(ids(changes.subList(0, index + 1)));
      seen.addAll(ids(all(node().states().currentChanges("resumed", changes.get(index).offset()))));
      assertThat(seen).hasSize(12).doesNotHaveDuplicates();
    }
  }

  @Test
  void live_changes_are_seen_as_soon_as_they_are_durable_and_deletions_keep_the_tag()
      throws Exception {
    SinkQueueWithCancel<DurableStateChange<Object>> live =
        run(node().states().changes("live", Offset.noOffset()));
    for (int revision = 1; revision <= 5; revision++) {
      upsert("live|1", revision, "live");
      upsert("live|2", revision, "other");
      assertThat(next(live))
          .isInstanceOfSatisfying(
              UpdatedDurableState.class,
              change -> assertThat(change.value()).isEqualTo("live|1 " + change.revision()));
    }
    await(node().states().deleteObject("live|1", 6));
    assertThat(next(live))
        .isInstanceOfSatisfying(
            DeletedDurableState.class, change -> assertThat(change.revision()).isEqualTo(6));
    live.cancel();
    assertThat(all(node().states().currentChanges("live", Offset.noOffset())))
        .singleElement()
        .isInstanceOf(DeletedDurableState.class);
  }

  @Test
  void an_empty_tag_stands_for_none() throws Exception {
    upsert("untagged|1", 1, "");
    upsert("untagged|2", 1, "tagged");
    assertThat(ids(all(node().states().currentChanges("", Offset.noOffset()))))
        .contains("untagged|1")
        .doesNotContain("untagged|2");
  }

  @Test
  void ranges_of_slices_divide_the_changes_of_a_type_among_them() throws Exception {
    for (int entity = 0; entity < 30; entity++) {
      upsert("sliced|" + entity, 1, "sliced");
      upsert("sliced-not|" + entity, 1, "sliced");
    }
    List<String> seen = new ArrayList<>();
    for (Pair<Integer, Integer> range : node().states().sliceRanges(8)) {
      List<String> part =
          ids(
              all(
                  node()
                      .states()
                      .currentChangesBySlices(
                          "sliced", range.first(), range.second(), Offset.noOffset())));
      assertThat(part)
          .allSatisfy(id ->
              assertThat(node().states().sliceForPersistenceId(id))
                  .isBetween(range.first(), range.second()));
      seen.addAll(part);
    }
    assertThat(seen).hasSize(30).doesNotHaveDuplicates().allMatch(id -> id.startsWith("sliced|"));
  }

  @Test
  void live_changes_by_slices_are_seen_as_soon_as_they_are_durable() throws Exception {
    SinkQueueWithCancel<DurableStateChange<Object>> live =
        run(node().states().changesBySlices("live-sliced", 0, LAST, Offset.noOffset()));
    for (int entity = 0; entity < 8; entity++) {
      upsert("live-sliced|" + entity, 1, "");
      assertThat(next(live).persistenceId()).isEqualTo("live-sliced|" + entity);
    }
    live.cancel();
  }

  @Test
  void an_offset_of_another_kind_is_refused_at_once() {
    Offset foreign = new LogOffset(new LogId("state@cart", 0), 1);
    assertThatThrownBy(() -> node().states().changes("red", foreign))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NoOffset or with the Position of an earlier event");
  }

  /** The value names the state and the revision. */
  private void upsert(String persistenceId, long revision, String tag) {
    await(
        node().states().upsertObject(persistenceId, revision, persistenceId + " " + revision, tag));
  }

  private static List<String> ids(List<DurableStateChange<Object>> changes) {
    return changes.stream().map(DurableStateChange::persistenceId).toList();
  }
}
