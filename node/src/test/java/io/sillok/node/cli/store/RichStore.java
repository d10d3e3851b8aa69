package io.sillok.node.cli.store;

import static io.sillok.persistence.tool.Stages.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.persistence.Block;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.Payload;
import io.sillok.persistence.SnapshotTable.Criteria;
import io.sillok.persistence.SnapshotTable.Snapshot;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** A store with everything that one may hold: also a trimmed log, a durable state, deletions. */
final class RichStore {

  /** The log of durable states. */
  static final LogId STATE = new LogId("state@cart", 0);

  private RichStore() {}

  /** Makes the carts of {@code data} one. */
  static void make(Path data) {
    SampleStore.addOrders(data);
    try (LogStore store = SampleStore.open(data)) {
      String state = SampleStore.idIn(STATE.name(), STATE.partition());
      SampleStore.append(
          store,
          SampleStore.block(STATE, 0, Block.Kind.EVENTS, List.of(SampleStore.event(state, 1, 9))));
      await(store.facts().putIfAbsent("schema/1", "one"));
      await(store.snapshots().save(snapshot()));
      await(store.entities().deleteTo(SampleStore.cartIn(1), 3));
      await(store.log(new LogId("order", 1)).trim(40000));
    }
  }

  /** All of it is there. */
  static void assertHeldBy(LogStore store) {
    String order = SampleStore.idIn("order", 1);
    assertThat(await(store.entities().read(order, 1, 2, 9))).hasSize(2);
    assertThat(await(store.entities().highestSequenceNumber(order))).isEqualTo(SampleStore.ORDERS);
    assertThat(await(store.log(new LogId("order", 1)).state()).orElseThrow().firstOffset())
        .isEqualTo(32768);
    assertThat(await(store.entities().deletedTo(SampleStore.cartIn(1)))).isEqualTo(3);
    assertThat(await(store.facts().get("schema/1"))).contains("one");
    Criteria all = new Criteria(0, Long.MAX_VALUE, Instant.MIN, Instant.MAX);
    assertThat(await(store.snapshots().latest(SampleStore.cartIn(1), all)))
        .hasValueSatisfying(found -> assertThat(found.sequenceNumber()).isEqualTo(7));
  }

  private static Snapshot snapshot() {
    return new Snapshot(
        SampleStore.cartIn(1), 7, SampleStore.TIME, new Payload(33, "state", new byte[] {1}), null);
  }
}
