package io.sillok.persistence.reader;

import static io.sillok.persistence.contract.Samples.await;
import static io.sillok.persistence.contract.Samples.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.persistence.LogId;
import io.sillok.persistence.Partitioner;
import io.sillok.persistence.memory.CountedStore;
import io.sillok.persistence.memory.MemoryStore;
import io.sillok.persistence.writer.AppendListener;
import io.sillok.persistence.writer.LogGroup;
import io.sillok.persistence.writer.LogWriters;
import io.sillok.persistence.writer.WriteLimits;
import io.sillok.persistence.writer.WriterSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.junit.jupiter.api.Test;

class HeadWatchTest {

  private static final int PARTITIONS = 32;
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final LogGroup VIEWS = new LogGroup.Named("view");

  private final CountedStore store = new CountedStore(new MemoryStore(PARTITIONS));
  private final LogWriters writers = writers();
  private final ManualLater later = new ManualLater();
  private final HeadWatch watch = new HeadWatch(store, writers, later, Runnable::run);

  /** Runs what is due when the test says so. */
  private static final class ManualLater implements Later {
    private final ConcurrentLinkedDeque<Runnable> due = new ConcurrentLinkedDeque<>();
    private final List<Duration> delays = new ArrayList<>();

    @Override
    public synchronized Runnable run(Duration delay, Runnable action) {
      delays.add(delay);
      due.add(action);
      return () -> due.remove(action);
    }

    /** Runs what is due, and waits until the same number of looks is due again. */
    void pass() {
      int before = due.size();
      for (int index = 0; index < before; index++) {
        due.remove().run();
      }
      awaitDue(before);
    }

    void awaitDue(int count) {
      long giveUp = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (due.size() < count && System.nanoTime() < giveUp) {
        Thread.onSpinWait();
      }
      assertThat(due).hasSize(count);
    }
  }

  /** How far each log goes that it was told of. */
  private static final class Told implements HeadListener {
    private final Map<LogId, Long> heads = new ConcurrentHashMap<>();

    @Override
    public void moved(Map<LogId, Long> news) {
      news.forEach((log, head) -> heads.merge(log, head, Math::max));
    }
  }

  @Test
  void a_thousand_who_follow_ask_the_store_as_often_as_one() {
    fillAll();
    HeadWatch.Following one = watch.follow(VIEWS, INTERVAL, new Told());
    long ofOne = asksOfLooks(5);
    one.close();
    List<Told> all = followers(1000);
    long ofAll = asksOfLooks(5);
    assertThat(ofOne).isEqualTo(5 * (1 + PARTITIONS));
    assertThat(ofAll).isEqualTo(ofOne);
    assertThat(all).allSatisfy(told -> assertThat(told.heads).isEmpty());
  }

  /** As often as {@code looks} take it. */
  private long asksOfLooks(int looks) {
    long before = store.lists() + store.asks();
    for (int look = 0; look < looks; look++) {
      later.pass();
    }
    return store.lists() + store.asks() - before;
  }

  @Test
  void what_another_process_appends_reaches_all_by_the_next_look() {
    fillAll();
    List<Told> all = followers(1000);
    LogId log = new LogId("view", 7);
    long offset = append(writers(), log, 2);
    assertThat(all).allSatisfy(told -> assertThat(told.heads).isEmpty());
    later.pass();
    assertThat(all)
        .allSatisfy(told -> assertThat(told.heads).containsExactly(Map.entry(log, offset + 1)));
  }

  @Test
  void a_log_that_comes_into_being_later_is_found() {
    Told told = new Told();
    watch.follow(VIEWS, INTERVAL, told);
    later.pass();
    LogId log = new LogId("view", 3);
    append(writers(), log, 1);
    append(writers(), new LogId("other", 3), 1);
    later.pass();
    assertThat(told.heads).containsExactly(Map.entry(log, 2L));
  }

  @Test
  void what_this_process_appends_is_told_at_once() {
    Told told = new Told();
    watch.follow(VIEWS, INTERVAL, told);
    LogId log = new LogId("view", 3);
    append(writers, log, 1);
    append(writers, new LogId("other", 3), 1);
    assertThat(told.heads).containsExactly(Map.entry(log, 2L));
  }

  @Test
  void whoever_comes_later_is_told_how_far_the_logs_reach_by_now() {
    followers(3);
    LogId log = new LogId("view", 7);
    append(writers(), log, 1);
    try (HeadWatch.Following late = watch.follow(VIEWS, INTERVAL, new Told())) {
      assertThat(await(late.heads())).containsExactly(Map.entry(log, 2L));
    }
  }

  @Test
  void nobody_looks_when_nobody_follows() {
    fillAll();
    HeadWatch.Following one = watch.follow(VIEWS, INTERVAL, new Told());
    HeadWatch.Following other = watch.follow(VIEWS, INTERVAL, new Told());
    AppendListener.Subscription single =
        watch.keepLooking(new LogGroup.Single(new LogId("view", 1)), INTERVAL);
    one.close();
    one.close();
    single.close();
    later.pass();
    assertThat(store.lists()).isEqualTo(1);
    other.close();
    assertThat(later.due).isEmpty();
    assertThat(writers.interest().isNone()).isTrue();
    watch.follow(VIEWS, INTERVAL, new Told());
    later.pass();
    assertThat(store.lists()).isEqualTo(2);
  }

  @Test
  void a_look_that_was_cancelled_too_late_changes_nothing() {
    HeadWatch.Following one = watch.follow(VIEWS, INTERVAL, new Told());
    Runnable late = later.due.getFirst();
    one.close();
    watch.follow(VIEWS, INTERVAL, new Told());
    late.run();
    assertThat(store.lists()).isZero();
    later.pass();
    assertThat(store.lists()).isEqualTo(1);
  }

  @Test
  void each_is_looked_for_as_often_as_it_wants() {
    watch.follow(VIEWS, INTERVAL, new Told());
    watch.keepLooking(new LogGroup.Single(new LogId("cart", 1)), INTERVAL);
    watch.follow(new LogGroup.Named("slow"), INTERVAL.multipliedBy(10), new Told());
    assertThat(later.delays)
        .hasSize(2)
        .anySatisfy(delay -> assertThat(delay).isBetween(INTERVAL, INTERVAL.multipliedBy(2)))
        .anySatisfy(delay ->
            assertThat(delay).isBetween(INTERVAL.multipliedBy(10), INTERVAL.multipliedBy(12)));
  }

  @Test
  void groups_of_every_kind_are_looked_at() {
    List<LogGroup> groups =
        List.of(
            new LogGroup.Single(new LogId("view", 1)),
            VIEWS,
            new LogGroup.Several(Set.of(new LogId("view", 1), new LogId("cart", 1))),
            new LogGroup.Matching(name -> name.startsWith("v")));
    List<Told> all = new ArrayList<>();
    for (LogGroup group : groups) {
      all.add(new Told());
      watch.follow(group, INTERVAL, all.getLast());
    }
    LogId log = new LogId("view", 1);
    append(writers(), log, 1);
    append(writers(), new LogId("order", 1), 1);
    later.pass();
    assertThat(all).allSatisfy(told -> assertThat(told.heads).containsExactly(Map.entry(log, 2L)));
  }

  @Test
  void a_store_that_is_away_is_asked_again_and_nothing_is_missed() {
    fillAll();
    List<Told> all = followers(10);
    store.setAway(true);
    later.pass();
    HeadWatch.Following late = watch.follow(VIEWS, INTERVAL, new Told());
    assertThatThrownBy(() -> await(late.heads())).hasMessage("The test has it away");
    store.setAway(false);
    LogId log = new LogId("view", 7);
    long offset = append(writers(), log, 2);
    later.pass();
    assertThat(all)
        .allSatisfy(told -> assertThat(told.heads).containsExactly(Map.entry(log, offset + 1)));
    assertThat(await(late.heads())).hasSize(PARTITIONS).containsEntry(log, offset + 1);
  }

  /** One that fails keeps no other from hearing. */
  @Test
  void a_listener_that_fails_harms_nobody() {
    Told told = new Told();
    watch.follow(
        VIEWS,
        INTERVAL,
        news -> {
          throw new IllegalStateException("on purpose");
        });
    watch.follow(VIEWS, INTERVAL, told);
    append(writers, new LogId("view", 1), 1);
    append(writers, new LogId("view", 2), 1);
    assertThat(told.heads).hasSize(2);
  }

  private List<Told> followers(int count) {
    List<Told> all = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      all.add(new Told());
      HeadWatch.Following following = watch.follow(VIEWS, INTERVAL, all.getLast());
      if (index == 0) {
        await(following.heads());
      }
      all.getLast().heads.clear();
    }
    return all;
  }

  /** An event in each of the logs that are followed, and in others. */
  private void fillAll() {
    for (int partition = 0; partition < PARTITIONS; partition++) {
      append(writers, new LogId("view", partition), 1);
      append(writers, new LogId("other", partition), 1);
    }
  }

  private static long append(LogWriters by, LogId log, long number) {
    return await(by.append(List.of(event(Partitioner.streamId(log), number))));
  }

  private LogWriters writers() {
    WriterSettings settings =
        new WriterSettings(
            WriterSettings.Mode.OWNER,
            new WriteLimits(64 << 10, 1 << 20, 8 << 20, 100, 1 << 20),
            Integer.MAX_VALUE,
            Duration.ofSeconds(10));
    return new LogWriters(store, settings, InstantSource.system(), Runnable::run);
  }
}
