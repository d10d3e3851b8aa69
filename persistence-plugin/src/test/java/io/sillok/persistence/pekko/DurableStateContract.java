package io.sillok.persistence.pekko;

import static io.sillok.persistence.contract.Samples.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.persistence.Cause;
import io.sillok.persistence.Partitioner;
import io.sillok.persistence.pekko.state.SillokDurableStateStore;
import io.sillok.persistence.pekko.state.SillokScalaDurableStateStore;
import io.sillok.persistence.pekko.state.UpsertRevisionException;
import java.io.NotSerializableException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.Done;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.persistence.query.Offset;
import org.apache.pekko.persistence.state.DurableStateStoreRegistry;
import org.apache.pekko.persistence.state.exception.DeleteRevisionException;
import org.apache.pekko.persistence.state.javadsl.GetObjectResult;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.Test;
import scala.concurrent.Await;
import scala.concurrent.duration.Duration;

/** The durable state store; holds what Pekko's own kit for stores asks for, and more. */
abstract class DurableStateContract extends NodeContract {

  @Test
  void a_state_that_was_never_written_has_revision_zero() {
    assertState("nobody", Optional.empty(), 0);
  }

  @Test
  void a_state_is_the_latest_that_was_written_also_after_a_restart() {
    upsert("account|latest", 1, "one");
    assertState("account|latest", Optional.of("one"), 1);
    upsert("account|latest", 2, "two");
    assertState("account|latest", Optional.of("two"), 2);
    restart();
    assertState("account|latest", Optional.of("two"), 2);
    upsert("account|latest", 3, "three");
    assertState("account|latest", Optional.of("three"), 3);
  }

  @Test
  void states_do_not_mix_with_each_other_nor_with_events_of_the_same_id() throws Exception {
    upsert("account|a", 1, "a");
    upsert("account|ab", 1, "ab");
    add("account|a", 2);
    assertState("account|a", Optional.of("a"), 1);
    assertState("account|ab", Optional.of("ab"), 1);
    assertThat(all(node().query().currentEventsByPersistenceId("account|a", 0, Long.MAX_VALUE)))
        .hasSize(2);
    assertThat(all(node().query().currentPersistenceIds()))
        .contains("account|a")
        .doesNotContain("account|ab")
        .noneMatch(Partitioner::isState);
    assertThat(all(node().query().currentEventsByTag("a", Offset.noOffset()))).isEmpty();
  }

  @Test
  void a_deleted_state_is_gone_and_its_revisions_go_on() {
    upsert("account|deleted", 1, "one");
    await(store().deleteObject("account|deleted", 2));
    assertState("account|deleted", Optional.empty(), 2);
    restart();
    assertState("account|deleted", Optional.empty(), 2);
    upsert("account|deleted", 3, "three");
    assertState("account|deleted", Optional.of("three"), 3);
  }

  @Test
  @SuppressWarnings("deprecation")
  void a_state_is_deleted_without_a_revision_if_there_is_one() {
    await(store().deleteObject("account|unknown"));
    assertState("account|unknown", Optional.empty(), 0);
    upsert("account|any", 1, "one");
    await(store().deleteObject("account|any"));
    await(store().deleteObject("account|any"));
    assertState("account|any", Optional.empty(), 2);
  }

  @Test
  void only_the_next_revision_is_taken() {
    upsert("account|next", 1, "one");
    for (long wrong : List.of(0L, 1L, 3L, 99L)) {
      assertThatThrownBy(() -> upsert("account|next", wrong, "wrong"))
          .satisfies(failure ->
              assertThat(failure.getCause() == null ? failure : failure.getCause())
                  .isInstanceOf(UpsertRevisionException.class)
                  .hasMessage(
                      "Revision %d of the durable state account|next was not written: the current"
                              .formatted(wrong)
                          + " revision is 1; read it again"));
      assertThatThrownBy(() -> await(store().deleteObject("account|next", wrong)))
          .satisfies(failure ->
              assertThat(failure.getCause() == null ? failure : failure.getCause())
                  .isInstanceOf(DeleteRevisionException.class)
                  .hasMessageContaining("Revision " + wrong));
    }
    assertState("account|next", Optional.of("one"), 1);
    upsert("account|next", 2, "two");
  }

  @Test
  void of_those_who_write_the_same_revision_at_once_one_succeeds() {
    for (int revision = 1; revision <= 20; revision++) {
      List<CompletableFuture<Boolean>> rivals = new ArrayList<>();
      for (int rival = 0; rival < 4; rival++) {
        rivals.add(
            store()
                .upsertObject("account|rivals", revision, "state " + revision, "")
                .handle((done, failure) -> {
                  assertThat(failure == null || isWrongRevision(failure)).isTrue();
                  return failure == null;
                })
                .toCompletableFuture());
      }
      assertThat(rivals.stream().filter(won -> await(won)).count()).isEqualTo(1);
    }
    assertState("account|rivals", Optional.of("state 20"), 20);
  }

  private static boolean isWrongRevision(Throwable failure) {
    return Cause.of(failure) instanceof UpsertRevisionException;
  }

  @Test
  void earlier_revisions_are_hidden_from_the_index_but_kept_in_the_log() throws Exception {
    for (int revision = 1; revision <= 250; revision++) {
      upsert("account|long", revision, "state " + revision);
    }
    var entities = node().persistence().store().entities();
    new TestKit(node().classic())
        .awaitAssert(
            Node.PATIENCE,
            () ->
                assertThat(await(entities.deletedTo(Partitioner.stateId("account|long"))))
                    .isEqualTo(199));
    assertState("account|long", Optional.of("state 250"), 250);
    restart();
    assertState("account|long", Optional.of("state 250"), 250);
    assertThat(
            all(
                node()
                    .query()
                    .currentEventsByPartition(
                        Partitioner.stateLog("account"),
                        node().persistence().writers().partitioner().partition("account|long"),
                        0)
                    .filter(event -> event.persistenceId().endsWith("|long"))))
        .hasSize(250);
  }

  @Test
  void a_state_is_written_with_the_serializer_of_its_type() {
    ActorRef reference = new TestKit(node().classic()).getRef();
    upsert("account|typed", 1, new Holder(reference));
    assertState("account|typed", Optional.of(new Holder(reference)), 1);
    assertThatThrownBy(() -> upsert("account|typed", 2, new Object()))
        .hasRootCauseInstanceOf(NotSerializableException.class);
    upsert("account|typed", 2, "serializable");
  }

  @Test
  void ids_are_paged_in_order() throws Exception {
    for (int index = 0; index < 9; index++) {
      upsert("zz-paged|" + index, 1, "x");
    }
    List<String> first = all(store().currentPersistenceIds(Optional.of("zz-paged|"), 4));
    assertThat(first).containsExactly("zz-paged|0", "zz-paged|1", "zz-paged|2", "zz-paged|3");
    assertThat(all(store().currentPersistenceIds(Optional.of(first.getLast()), 100)))
        .containsExactly("zz-paged|4", "zz-paged|5", "zz-paged|6", "zz-paged|7", "zz-paged|8");
    assertThat(all(store().currentPersistenceIds(Optional.empty(), 1_000)))
        .containsAll(first)
        .noneMatch(Partitioner::isState);
  }

  @Test
  void scala_sees_the_same_states() throws Exception {
    SillokScalaDurableStateStore<Object> scala =
        DurableStateStoreRegistry.get(node().classic())
            .durableStateStoreFor(SillokDurableStateStore.IDENTIFIER);
    Await.result(scala.upsertObject("account|scala", 1, "one", "tag"), patience());
    assertState("account|scala", Optional.of("one"), 1);
    assertThat(Await.result(scala.getObject("account|scala"), patience()).value().get())
        .isEqualTo("one");
    assertThat(Await.result(scala.deleteObject("account|scala", 2), patience()))
        .isEqualTo(Done.done());
    assertThat(scala.sliceRanges(4).size()).isEqualTo(4);
  }

  private static Duration patience() {
    return Duration.create(Node.PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private record Holder(ActorRef reference) implements Serializable {}

  private SillokDurableStateStore<Object> store() {
    return node().states();
  }

  private void upsert(String persistenceId, long revision, Object value) {
    await(store().upsertObject(persistenceId, revision, value, "account-tag"));
  }

  private void assertState(String persistenceId, Optional<Object> value, long revision) {
    assertThat(await(store().getObject(persistenceId)))
        .isEqualTo(new GetObjectResult<>(value, revision));
  }
}
