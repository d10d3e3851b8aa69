package io.sillok.persistence.writer;

import static io.sillok.persistence.contract.Samples.await;
import static io.sillok.persistence.contract.Samples.block;
import static io.sillok.persistence.contract.Samples.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.persistence.Block;
import io.sillok.persistence.LogId;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.memory.CountedStore;
import io.sillok.persistence.memory.MemoryStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class SharedReadsTest {

  private static final LogId LOG = new LogId("view", 0);

  private final MemoryStore memory = new MemoryStore(1);
  private final CountedStore store = new CountedStore(memory);
  private final RecentBlocks recent = new RecentBlocks(1 << 20);
  private final SharedReads reads = new SharedReads(store, recent);

  @Test
  void many_who_ask_for_the_same_at_once_share_one_read() {
    append(0);
    append(1);
    List<CompletionStage<List<Block>>> asked = whileStoreIsBusy(1000, 0);
    assertThat(asked).allSatisfy(each -> assertThat(await(each)).hasSize(2));
    assertThat(store.asks()).isEqualTo(1);
    assertThat(recent.read(LOG, 0, 1000)).as("others are likely to ask, too").hasSize(2);
  }

  @Test
  void those_who_asked_when_nothing_was_there_yet_share_another() {
    CountDownLatch busy = keepStoreBusy();
    List<CompletionStage<List<Block>>> asked = ask(10, 0);
    CompletableFuture<Void> appended =
        asked
            .getFirst()
            .thenAccept(nothing -> memory.log(LOG).append(block(LOG, 0, event("a", 1))))
            .toCompletableFuture();
    busy.countDown();
    await(appended);
    assertThat(await(asked.getFirst())).isEmpty();
    assertThat(asked.subList(1, 10)).allSatisfy(each -> assertThat(await(each)).hasSize(1));
    assertThat(store.asks()).isEqualTo(2);
  }

  @Test
  void nothing_is_an_answer_once_it_was_looked_for_after_all_had_asked() {
    List<CompletionStage<List<Block>>> asked = whileStoreIsBusy(10, 0);
    assertThat(asked).allSatisfy(each -> assertThat(await(each)).isEmpty());
    assertThat(store.asks()).isEqualTo(2);
  }

  @Test
  void one_who_asks_alone_or_for_something_else_shares_nothing() {
    append(0);
    append(1);
    CountDownLatch busy = keepStoreBusy();
    CompletionStage<List<Block>> one = reads.read(LOG, 0, 1000);
    CompletionStage<List<Block>> other = reads.read(LOG, 1, 1000);
    CompletionStage<List<Block>> less = reads.read(LOG, 0, 1);
    busy.countDown();
    assertThat(await(one)).hasSize(2);
    assertThat(await(other)).hasSize(1);
    assertThat(await(less)).hasSize(1);
    assertThat(await(reads.read(LOG, 0, 1000))).hasSize(2);
    assertThat(store.asks()).isEqualTo(4);
    assertThat(recent.read(LOG, 0, 1000)).isEmpty();
  }

  @Test
  void a_failure_is_everybodys_and_the_next_asks_again() {
    append(0);
    store.setAway(true);
    CompletionStage<List<Block>> failed = reads.read(LOG, 0, 1000);
    assertThatThrownBy(() -> await(failed)).isInstanceOf(StoreException.class);
    store.setAway(false);
    assertThat(await(reads.read(LOG, 0, 1000))).hasSize(1);
  }

  private List<CompletionStage<List<Block>>> whileStoreIsBusy(int count, long offset) {
    CountDownLatch busy = keepStoreBusy();
    List<CompletionStage<List<Block>>> asked = ask(count, offset);
    busy.countDown();
    return asked;
  }

  private List<CompletionStage<List<Block>>> ask(int count, long offset) {
    List<CompletionStage<List<Block>>> asked = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      asked.add(reads.read(LOG, offset, 1000));
    }
    return asked;
  }

  /** The store answers nothing until the latch is down. */
  private CountDownLatch keepStoreBusy() {
    CountDownLatch latch = new CountDownLatch(1);
    memory.hold(latch);
    return latch;
  }

  private void append(long offset) {
    await(memory.log(LOG).append(block(LOG, offset, event("a", offset + 1))));
  }
}
