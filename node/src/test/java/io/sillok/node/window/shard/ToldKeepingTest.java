package io.sillok.node.window.shard;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.sillok.node.window.HandOver;
import io.sillok.node.window.snapshot.ToldMarks;
import io.sillok.persistence.pekko.SillokPersistence;
import io.sillok.protocol.window.Emit;
import io.sillok.protocol.window.Lateness;
import io.sillok.protocol.window.Window;
import io.sillok.protocol.window.WindowSpec;
import io.sillok.protocol.window.run.Windowing;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shard that begins elsewhere knows from the store how far it had told. */
final class ToldKeepingTest {

  private static final String SHARD = "projection-orders/1/3";
  private static final Windowing WINDOWING =
      new Windowing(
          WindowSpec.tumbling(Duration.ofMinutes(1)), Lateness.of(Duration.ZERO), Emit.UPDATES);

  @TempDir private Path data;
  private ActorTestKit testKit;
  private ToldMarks marks;

  @BeforeEach
  void start() {
    testKit =
        ActorTestKit.create(
            "told",
            ConfigFactory.parseString(
                    """
                    pekko.loglevel = ERROR
                    pekko.actor.provider = local
                    sillok.persistence { store = rocksdb, partitions = 4, rocksdb.directory = "%s" }
                    """
                        .formatted(data))
                .withFallback(ConfigFactory.load()));
    marks =
        new ToldMarks(
            SillokPersistence.get(testKit.system()).store().snapshots(), InstantSource.system());
  }

  @AfterEach
  void stop() {
    testKit.shutdownTestKit();
  }

  @Test
  void what_is_shown_does_not_go_back_where_a_shard_goes_on_from_its_snapshot() {
    ToldKeeping here = begun();
    assertThat(here.shown(1_000)).isEqualTo(1_000);
    marks.raise(SHARD, HandOver.at(1_000, WINDOWING)).toCompletableFuture().join();

    ToldKeeping elsewhere = begun();
    assertThat(elsewhere.shown(200)).isEqualTo(1_000);
    assertThat(elsewhere.shown(1_001)).isEqualTo(1_001);
  }

  @Test
  void a_shard_that_has_told_nothing_shows_what_it_has_come_to() {
    assertThat(begun().shown(7)).isEqualTo(7);
    assertThat(begun().shown(Window.BEGINNING)).isEqualTo(Window.BEGINNING);
  }

  @Test
  void a_store_that_is_away_leaves_what_the_shard_has_come_to() {
    testKit.shutdownTestKit();
    assertThat(begun().shown(7)).isEqualTo(7);
  }

  private ToldKeeping begun() {
    ToldKeeping told = new ToldKeeping(marks, WINDOWING, SHARD);
    told.look().toCompletableFuture().join();
    return told;
  }
}
