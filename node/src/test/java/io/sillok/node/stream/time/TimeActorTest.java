package io.sillok.node.stream.time;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.sillok.persistence.Block;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.Partitioner;
import io.sillok.persistence.Payload;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.pekko.SillokPersistence;
import io.sillok.protocol.event.LiveClock;
import io.sillok.protocol.window.EventTimes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The event times of all partitions of a log in a real store, by a clock that the test turns. */
final class TimeActorTest {

  private static final String STREAM = "page-viewed";
  private static final Instant LONG_AGO = Instant.parse("2001-03-01T10:00:00Z");

  /** A wish for it changes nothing, and is answered when all that was told before is done. */
  private static final Instant NEVER = Instant.parse("1001-01-01T00:00:00Z");

  /** Of when it is appended, which the clock on the wall tells. */
  private static final Instant TOO_FAR_AHEAD = Instant.parse("3500-01-01T00:00:00Z");

  private static final Duration IDLE = Duration.ofSeconds(5);
  private static final int PARTITIONS = 3;

  @TempDir private Path data;

  private final List<ActorRef<TimeMessage>> partitions = new ArrayList<>();
  private final Queue<CompletionStage<Boolean>> underWay = new ConcurrentLinkedQueue<>();
  private final AtomicInteger advances = new AtomicInteger();
  private ActorTestKit testKit;
  private SillokPersistence persistence;
  private TestProbe<TimeAnswer> asker;
  private @Nullable ActorRef<TimeMessage> leader;
  private volatile Instant now = Instant.parse("2999-01-01T00:00:00Z");
  private volatile boolean broken;

  /** How the stream is declared. */
  private volatile @Nullable LiveClock live;

  @BeforeEach
  void start() {
    testKit =
        ActorTestKit.create(
            "times",
            ConfigFactory.parseString(
                    """
                    pekko.loglevel = ERROR
                    pekko.actor.provider = local
                    sillok.persistence { store = rocksdb, partitions = %d, rocksdb.directory = "%s" }
                    """
                        .formatted(PARTITIONS, data))
                .withFallback(ConfigFactory.load()));
    persistence = SillokPersistence.get(testKit.system());
    asker = testKit.createTestProbe();
  }

  @AfterEach
  void stop() {
    testKit.shutdownTestKit();
  }

  @Test
  void silent_partitions_follow_the_farthest_and_one_without_events_does_too() {
    append(0, 1, seconds(10));
    append(1, 1, seconds(30));
    begin();
    pass(IDLE);
    followAll();

    assertThat(times()).containsExactly(seconds(30), seconds(30), seconds(30));
    assertThat(kinds(1)).containsExactly(Block.Kind.TAKEOVER, Block.Kind.EVENTS);
    assertThat(kinds(2)).containsExactly(Block.Kind.TAKEOVER, Block.Kind.ADVANCE);
    assertThat(advances).hasValue(2);
  }

  @Test
  void nothing_is_written_before_a_partition_was_silent_for_long_enough() {
    append(0, 1, seconds(10));
    append(1, 1, seconds(30));
    begin();
    pass(IDLE.minusMillis(1));
    followAll();
    assertThat(advances).hasValue(0);
    pass(Duration.ofMillis(1));
    followAll();
    assertThat(advances).hasValue(2);
  }

  @Test
  void nothing_is_written_when_nothing_moved_or_nobody_asks() {
    append(0, 1, seconds(10));
    begin();
    pass(IDLE);
    followAll();
    assertThat(advances).hasValue(2);
    for (int round = 0; round < 5; round++) {
      pass(IDLE);
      followAll();
    }
    assertThat(advances).hasValue(2);
    append(0, 2, seconds(20));
    pass(IDLE);
    settle();
    assertThat(advances).as("nobody asked since").hasValue(2);
    followAll();
    assertThat(advances).hasValue(4);
    assertThat(times()).containsExactly(seconds(20), seconds(20), seconds(20));
  }

  @Test
  void an_event_that_comes_while_they_run_is_heard_of() {
    begin();
    followAll();
    append(2, 1, seconds(40));
    append(2, 2, seconds(5)); // the stream does not go back for it
    pass(IDLE);
    followAll();
    assertThat(times()).containsExactly(seconds(40), seconds(40), seconds(40));
  }

  @Test
  void the_partitions_of_a_live_stream_follow_the_clock() {
    live = LiveClock.delayed(Duration.ofSeconds(2));
    begin();
    pass(IDLE);
    followAll();
    Instant first = now.minusSeconds(2);
    assertThat(times()).containsExactly(first, first, first);
    pass(Duration.ofSeconds(1));
    followAll();
    assertThat(times()).containsExactly(first, first, first);
    pass(IDLE);
    followAll();
    Instant second = now.minusSeconds(2);
    assertThat(times()).containsExactly(second, second, second);
    assertThat(advances).hasValue(2 * PARTITIONS);
  }

  @Test
  void an_event_too_far_ahead_does_not_keep_a_live_partition_from_following_the_clock() {
    live = LiveClock.delayed(Duration.ofSeconds(2));
    append(0, 1, seconds(10));
    append(1, 1, TOO_FAR_AHEAD);
    begin();
    append(2, 1, TOO_FAR_AHEAD);
    pass(IDLE);
    followAll();
    Instant behind = now.minusSeconds(2);
    assertThat(times()).containsExactly(behind, behind, behind);
    assertThat(kinds(1))
        .containsExactly(Block.Kind.TAKEOVER, Block.Kind.EVENTS, Block.Kind.ADVANCE);
    assertThat(move(2, behind)).isEqualTo(new TimeAnswer.There(false));
    assertThat(move(2, behind.plusSeconds(1))).isEqualTo(new TimeAnswer.There(true));
  }

  @Test
  void what_counts_follows_the_declaration_of_the_stream() {
    append(1, 1, TOO_FAR_AHEAD);
    begin();
    pass(IDLE);
    followAll();
    assertThat(times()).containsExactly(TOO_FAR_AHEAD, TOO_FAR_AHEAD, TOO_FAR_AHEAD);
    append(1, 2, TOO_FAR_AHEAD.plusSeconds(1));
    live = LiveClock.delayed(Duration.ofSeconds(2));
    followAll();
    pass(IDLE);
    followAll();
    assertThat(times())
        .as("advances count, as somebody wanted them")
        .containsExactly(TOO_FAR_AHEAD, now.minusSeconds(2), TOO_FAR_AHEAD);
  }

  @Test
  void who_begins_anew_knows_what_stands() {
    append(0, 1, seconds(10));
    begin();
    pass(IDLE);
    followAll();
    partitions.forEach(partition -> testKit.stop(partition));
    begin();
    pass(IDLE);
    followAll();
    assertThat(advances).hasValue(2);
    assertThat(move(1, seconds(10))).isEqualTo(new TimeAnswer.There(false));
    assertThat(move(1, seconds(11))).isEqualTo(new TimeAnswer.There(true));
    assertThat(times()).containsExactly(seconds(10), seconds(11), seconds(10));
  }

  @Test
  void a_sealed_partition_seals_the_others_when_the_seal_broke_off() {
    begin();
    Instant end = EventTimes.time(EventTimes.MAX);
    assertThat(move(2, end)).isEqualTo(new TimeAnswer.There(true));
    pass(IDLE);
    followAll();
    assertThat(times()).containsExactly(end, end, end);
  }

  @Test
  void an_advance_that_fails_is_told_and_tried_again_when_it_is_asked_for() {
    append(0, 1, seconds(10));
    begin();
    pass(IDLE);
    broken = true;
    followAll();
    assertThat(move(1, seconds(9)))
        .isEqualTo(new TimeAnswer.Unavailable("store-failed", "The test has it away"));
    assertThat(times()).containsExactly(seconds(10), null, null);
    broken = false;
    followAll();
    assertThat(times()).containsExactly(seconds(10), seconds(10), seconds(10));
  }

  private void begin() {
    partitions.clear();
    TimeParts parts =
        new TimeParts(
            persistence.store(),
            persistence.writers(),
            this::advance,
            log -> CompletableFuture.completedFuture(Optional.ofNullable(live)),
            new TimeSettings(IDLE, Duration.ofSeconds(10)),
            () -> now,
            (log, message) ->
                (log.equals(STREAM) ? partitions.getFirst() : Objects.requireNonNull(leader))
                    .tell(message));
    for (int partition = 0; partition < PARTITIONS; partition++) {
      partitions.add(testKit.spawn(TimeActor.create(parts, log(partition))));
    }
    followAll(); // so that partition 0 knows where all are before anything is due
  }

  private CompletionStage<Boolean> advance(LogId log, Instant time) {
    if (time.equals(NEVER)) {
      return CompletableFuture.completedFuture(false);
    }
    if (broken) {
      return CompletableFuture.failedFuture(
          new StoreException("store-unreachable", "The test has it away", null));
    }
    advances.incrementAndGet();
    CompletionStage<Boolean> advanced =
        persistence.writers().advance(log, time).thenApply(OptionalLong::isPresent);
    underWay.add(advanced);
    return advanced;
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  @Test
  void a_stream_that_is_silent_follows_another_but_not_to_its_end() {
    append(0, 1, seconds(10));
    begin();
    TestProbe<TimeMessage> other = testKit.createTestProbe();
    leader = other.ref();
    pass(IDLE);
    followLeader(other, seconds(50));
    assertThat(times()).containsExactly(seconds(50), seconds(50), seconds(50));
    pass(IDLE);
    followLeader(other, EventTimes.time(EventTimes.MAX));
    assertThat(times()).containsExactly(seconds(50), seconds(50), seconds(50));
    assertThat(advances).hasValue(3);
  }

  private void followLeader(TestProbe<TimeMessage> other, Instant time) {
    partitions.getFirst().tell(new TimeMessage.Follow(null, Set.of("other")));
    settle();
    TimeMessage.Report asked = other.expectMessageClass(TimeMessage.Report.class);
    assertThat(asked.eventTime()).isNull();
    asked.from().tell(new TimeMessage.StreamIsAt(time));
    pass(IDLE);
    followAll();
  }

  /** Each that is asked has asked partition 0 before it answers, and that has answered it. */
  private void followAll() {
    partitions.forEach(partition -> partition.tell(new TimeMessage.Follow(live, Set.of())));
    settle();
    partitions
        .reversed()
        .forEach(partition -> partition.tell(new TimeMessage.Follow(live, Set.of())));
    settle();
  }

  /** What was told before has been done by all of them, and is durable. */
  private void settle() {
    for (int round = 0; round < 3; round++) {
      for (int partition = 0; partition < PARTITIONS; partition++) {
        move(partition, NEVER);
      }
      underWay.forEach(TimeActorTest::await);
    }
  }

  private TimeAnswer move(int partition, Instant time) {
    partitions.get(partition).tell(new TimeMessage.MoveTo(time, asker.ref()));
    return asker.receiveMessage();
  }

  private void append(int partition, long number, Instant time) {
    LogId log = log(partition);
    await(
        persistence
            .writers()
            .append(
                List.of(
                    new LoggedEvent(
                        Partitioner.streamId(log),
                        number,
                        number - 1,
                        "test",
                        time,
                        new Payload(4711, "text", "viewed".getBytes(StandardCharsets.UTF_8)),
                        "",
                        null,
                        Set.of()))));
  }

  private List<@Nullable Instant> times() {
    List<@Nullable Instant> times = new ArrayList<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      times.add(
          await(
                  LogTail.of(
                      persistence.store().log(log(partition)),
                      1000,
                      CountedTimes.of(Optional.ofNullable(live))))
              .eventTime());
    }
    return times;
  }

  private List<Block.Kind> kinds(int partition) {
    return await(persistence.store().log(log(partition)).read(0, Integer.MAX_VALUE)).stream()
        .map(Block::kind)
        .toList();
  }

  private static LogId log(int partition) {
    return new LogId(STREAM, partition);
  }

  private static Instant seconds(int number) {
    return LONG_AGO.plusSeconds(number);
  }

  private static <T> T await(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }
}
