package io.sillok.node.stream.append;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.sillok.node.stream.append.AppenderAnswer.Unavailable;
import io.sillok.persistence.LogId;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.pekko.SillokPersistence;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.CompletionException;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Why the log of a partition takes nothing, as clients are told. */
@TestInstance(Lifecycle.PER_CLASS)
final class AppenderLogTest {

  @TempDir private static Path data;

  private ActorTestKit testKit;
  private AppenderLog log;

  @BeforeAll
  void start() {
    testKit =
        ActorTestKit.create(
            "appends",
            ConfigFactory.parseString(
                    """
                    pekko.loglevel = ERROR
                    pekko.actor.provider = local
                    sillok.persistence { store = rocksdb, partitions = 4, rocksdb.directory = "%s" }
                    """
                        .formatted(data))
                .withFallback(ConfigFactory.load()));
    log =
        new AppenderLog(
            SillokPersistence.get(testKit.system()),
            new LogId("page-viewed", 3),
            10,
            InstantSource.system());
  }

  @AfterAll
  void stop() {
    testKit.shutdownTestKit();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"log-fenced", "log-busy", "log-contended", "store-unreachable", "store-failed"})
  void whatever_the_store_fails_with_has_one_code_and_words_of_its_own(String code) {
    StoreException failure = new StoreException(code, "The log page-viewed is of node 2", null);

    assertThat(log.unavailable(new CompletionException(failure)))
        .isEqualTo(new Unavailable("store-failed", "The log page-viewed is of node 2"));
  }

  @Test
  void a_failure_of_another_kind_is_one_of_the_store_too() {
    assertThat(log.unavailable(new IllegalStateException("Gone")))
        .isEqualTo(new Unavailable("store-failed", "Gone"));
    assertThat(log.unavailable(null).code()).isEqualTo("store-failed");
  }

  @Test
  void what_the_log_never_takes_at_once_is_told_from_an_outage() {
    assertThat(log.unavailable(new StoreException("write-too-large", "Too much", null)))
        .isEqualTo(new Unavailable(Appended.BATCH_TOO_LARGE, "Too much"));
  }
}
