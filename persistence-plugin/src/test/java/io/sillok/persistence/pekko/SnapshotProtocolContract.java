package io.sillok.persistence.pekko;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.persistence.DeleteSnapshotSuccess;
import org.apache.pekko.persistence.DeleteSnapshotsSuccess;
import org.apache.pekko.persistence.Persistence;
import org.apache.pekko.persistence.SaveSnapshotSuccess;
import org.apache.pekko.persistence.SelectedSnapshot;
import org.apache.pekko.persistence.SnapshotMetadata;
import org.apache.pekko.persistence.SnapshotProtocol;
import org.apache.pekko.persistence.SnapshotSelectionCriteria;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scala.jdk.javaapi.OptionConverters;

/** What Pekko's own kit for snapshot stores asks for, in the messages of persistent actors. */
abstract class SnapshotProtocolContract extends NodeContract {

  private static final long MAX = Long.MAX_VALUE;
  private static final SnapshotSelectionCriteria LATEST = SnapshotSelectionCriteria.latest();

  private final AtomicInteger entities = new AtomicInteger();
  private String id = "";

  /** Of the snapshots s-1 to s-5, with sequence numbers 11 to 15. */
  private final List<SnapshotMetadata> saved = new ArrayList<>();

  @BeforeEach
  void fill() {
    id = "raw|" + entities.incrementAndGet();
    saved.clear();
    for (int number = 1; number <= 5; number++) {
      saved.add(save(SnapshotMetadata.apply(id, 10 + number), "s-" + number));
    }
  }

  @Test
  void an_unknown_entity_has_no_snapshot() {
    assertThat(load("raw|nobody", LATEST, MAX)).isEmpty();
  }

  @Test
  void criteria_that_none_matches_find_none() {
    assertThat(load(id, SnapshotSelectionCriteria.create(MAX, 100), MAX)).isEmpty();
    assertThat(load(id, upTo(7), MAX)).isEmpty();
    assertThat(load(id, LATEST, 7)).isEmpty();
    assertThat(load(id, SnapshotSelectionCriteria.none(), MAX)).isEmpty();
  }

  @Test
  void the_latest_that_matches_is_found() {
    assertFound(5, LATEST, MAX);
    assertFound(3, upTo(13), MAX);
    assertFound(3, LATEST, 13);
    assertFound(3, SnapshotSelectionCriteria.create(MAX, saved.get(2).timestamp()), MAX);
    assertFound(2, SnapshotSelectionCriteria.create(13, saved.get(1).timestamp()), MAX);
    assertFound(2, SnapshotSelectionCriteria.create(MAX, saved.get(2).timestamp()), 12);
    restart();
    assertFound(5, LATEST, MAX);
  }

  @Test
  void one_is_deleted_by_its_sequence_number() {
    SnapshotMetadata third = SnapshotMetadata.apply(id, 13, 0L);
    assertThat(tell(new SnapshotProtocol.DeleteSnapshot(third)))
        .isEqualTo(new DeleteSnapshotSuccess(third));
    assertFound(2, upTo(13), MAX);
    assertFound(5, LATEST, MAX);
  }

  @Test
  void all_that_match_are_deleted() {
    delete(SnapshotSelectionCriteria.create(13, saved.get(2).timestamp()));
    assertThat(load(id, upTo(13), MAX)).isEmpty();
    assertFound(4, upTo(14), MAX);
  }

  @Test
  void those_that_were_saved_later_are_not_deleted() {
    delete(SnapshotSelectionCriteria.create(14, saved.get(3).timestamp() - 1));
    assertFound(4, upTo(14), MAX);
    assertThat(load(id, upTo(13), MAX)).isEmpty();
  }

  @Test
  void a_snapshot_with_the_same_sequence_number_is_replaced() {
    SnapshotMetadata again = save(SnapshotMetadata.apply(id, 15L), "s-5 modified");
    SelectedSnapshot found = load(id, upTo(15), MAX).orElseThrow();
    assertThat(found.snapshot()).isEqualTo("s-5 modified");
    assertThat(found.metadata().sequenceNr()).isEqualTo(again.sequenceNr());
    delete(upTo(14));
    assertThat(load(id, LATEST, MAX)).isPresent();
    delete(upTo(15));
    assertThat(load(id, LATEST, MAX)).isEmpty();
  }

  @Test
  void a_large_snapshot_and_a_large_number_come_back() {
    String large = "0".repeat(3_000_000);
    save(SnapshotMetadata.apply(id, MAX), large);
    assertThat(load(id, LATEST, MAX).orElseThrow().snapshot()).isEqualTo(large);
  }

  @Test
  void snapshots_are_written_with_the_serializer_of_their_type() {
    Holder state = new Holder(new TestKit(node().classic()).getRef());
    save(SnapshotMetadata.apply(id, 100L), state);
    assertThat(load(id, LATEST, MAX).orElseThrow().snapshot()).isEqualTo(state);
  }

  private record Holder(ActorRef reference) implements Serializable {}

  @Test
  void metadata_comes_back_with_the_snapshot() {
    save(SnapshotMetadata.apply(id, 100L).withMetadata("meta-data"), "s");
    assertThat(load(id, LATEST, MAX).orElseThrow().metadata().metadata().get())
        .isEqualTo("meta-data");
  }

  private static SnapshotSelectionCriteria upTo(long sequenceNumber) {
    return SnapshotSelectionCriteria.create(sequenceNumber, MAX);
  }

  private void assertFound(int number, SnapshotSelectionCriteria criteria, long to) {
    assertThat(load(id, criteria, to))
        .contains(SelectedSnapshot.create(saved.get(number - 1), "s-" + number));
  }

  /** Saves {@code state} later than those before, so that criteria can tell them apart. */
  private SnapshotMetadata save(SnapshotMetadata metadata, Object state) {
    SnapshotMetadata savedAs =
        ((SaveSnapshotSuccess) tell(new SnapshotProtocol.SaveSnapshot(metadata, state))).metadata();
    while (System.currentTimeMillis() <= savedAs.timestamp()) {
      Thread.onSpinWait();
    }
    return savedAs;
  }

  private void delete(SnapshotSelectionCriteria criteria) {
    assertThat(tell(new SnapshotProtocol.DeleteSnapshots(id, criteria)))
        .isEqualTo(new DeleteSnapshotsSuccess(criteria));
  }

  private Optional<SelectedSnapshot> load(
      String persistenceId, SnapshotSelectionCriteria criteria, long to) {
    SnapshotProtocol.LoadSnapshotResult result =
        (SnapshotProtocol.LoadSnapshotResult)
            tell(new SnapshotProtocol.LoadSnapshot(persistenceId, criteria, to));
    assertThat(result.toSequenceNr()).isEqualTo(to);
    return OptionConverters.toJava(result.snapshot());
  }

  private Object tell(Object message) {
    TestKit probe = new TestKit(node().classic());
    Persistence.get(node().classic())
        .snapshotStoreFor("", ConfigFactory.empty())
        .tell(message, probe.getRef());
    return probe.expectMsgClass(Node.PATIENCE, Object.class);
  }
}
