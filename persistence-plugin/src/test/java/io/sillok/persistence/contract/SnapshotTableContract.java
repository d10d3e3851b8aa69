package io.sillok.persistence.contract;

import static io.sillok.persistence.contract.Samples.TIME;
import static io.sillok.persistence.contract.Samples.await;
import static io.sillok.persistence.contract.Samples.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.persistence.SnapshotTable.Criteria;
import io.sillok.persistence.SnapshotTable.Snapshot;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the snapshots of any store must do. */
public abstract class SnapshotTableContract extends StoreContract {

  private static final Criteria ALL = new Criteria(0, Long.MAX_VALUE, Instant.MIN, Instant.MAX);

  @Test
  void an_entity_without_snapshots_has_none() {
    assertThat(latest(ALL)).isEmpty();
  }

  @Test
  void the_latest_that_is_admitted_is_found() {
    saveThree();
    reopen();
    assertThat(latest(ALL)).contains(30L);
    assertThat(latest(upTo(29))).contains(20L);
    assertThat(latest(upTo(9))).isEmpty();
    assertThat(latest(new Criteria(21, 29, Instant.MIN, Instant.MAX))).isEmpty();
    assertThat(latest(new Criteria(0, Long.MAX_VALUE, Instant.MIN, at(20)))).contains(20L);
    assertThat(latest(new Criteria(0, Long.MAX_VALUE, at(31), Instant.MAX))).isEmpty();
  }

  @Test
  void one_with_the_same_sequence_number_is_replaced() {
    await(store().snapshots().save(snapshot("cart|1", 10, at(10))));
    Snapshot second =
        new Snapshot("cart|1", 10, at(11), Samples.payload("new"), Samples.payload("metadata"));
    await(store().snapshots().save(second));
    Snapshot read = await(store().snapshots().latest("cart|1", ALL)).orElseThrow();
    assertThat(read.payload().bytes()).isEqualTo("new".getBytes(StandardCharsets.UTF_8));
    assertThat(read.metadata()).isNotNull();
    assertThat(read.savedAt()).isEqualTo(second.savedAt());
  }

  @Test
  void those_that_are_admitted_are_deleted() {
    saveThree();
    await(store().snapshots().delete("cart|1", new Criteria(15, 30, Instant.MIN, Instant.MAX)));
    reopen();
    assertThat(latest(ALL)).contains(10L);
    await(store().snapshots().delete("cart|1", ALL));
    assertThat(latest(ALL)).isEmpty();
    assertThat(await(store().snapshots().latest("cart|2", ALL))).isPresent();
  }

  private void saveThree() {
    for (int number = 10; number <= 30; number += 10) {
      await(store().snapshots().save(snapshot("cart|1", number, at(number))));
    }
    await(store().snapshots().save(snapshot("cart|2", 99, at(99))));
  }

  private Optional<Long> latest(Criteria criteria) {
    return await(store().snapshots().latest("cart|1", criteria)).map(Snapshot::sequenceNumber);
  }

  private static Criteria upTo(long sequenceNumber) {
    return new Criteria(0, sequenceNumber, Instant.MIN, Instant.MAX);
  }

  private static Instant at(long second) {
    return Instant.ofEpochSecond(TIME.getEpochSecond() + second);
  }
}
