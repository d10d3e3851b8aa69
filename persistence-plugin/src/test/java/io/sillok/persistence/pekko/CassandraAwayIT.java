package io.sillok.persistence.pekko;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.cassandra.testkit.CassandraExtension;
import io.sillok.cassandra.testkit.CassandraOptions;
import io.sillok.cassandra.testkit.CassandraOptions.CommitLogSync;
import io.sillok.persistence.contract.Samples;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.apache.pekko.pattern.CircuitBreakerOpenException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The only server is away for a while: paused, or killed and started again. {@code
 * -Dsillok.fault.away=60} sets for how many seconds.
 */
@Timeout(600)
class CassandraAwayIT {

  private static final Duration AWAY =
      Duration.ofSeconds(Integer.getInteger("sillok.fault.away", 8));
  private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(4);
  private static final String SETTINGS =
      """
      sillok.persistence.partitions = 4
      sillok.persistence.write-timeout = %d s
      datastax-java-driver.profiles.sillok.basic.request.timeout = 3s
      """
          .formatted(WRITE_TIMEOUT.toSeconds());
  private static final String BREAKER =
      """
      sillok.persistence.journal.circuit-breaker {
        max-failures = 2
        call-timeout = 1s
        reset-timeout = 1s
      }
      """;

  @RegisterExtension
  static final CassandraExtension.Dedicated CASSANDRA =
      CassandraExtension.dedicated(
          CassandraOptions.defaults()
              .withHeapMegabytes(512)
              .withCommitLogSync(CommitLogSync.BATCH));

  private final String keyspace = CASSANDRA.newKeyspace();

  @AfterEach
  void serverGoesOn() {
    CASSANDRA.server().resume();
  }

  @Test
  void entities_fail_clearly_while_it_is_paused_and_go_on_by_themselves() throws Exception {
    try (Node node = start("");
        CounterClients clients = CounterClients.start(node)) {
      clients.awaitProgress();
      CASSANDRA.server().pause();
      awaitClearFailures(clients);
      Thread.sleep(AWAY);
      CASSANDRA.server().resume();
      clients.awaitProgress();
      clients.end();
      System.out.println("Paused: " + clients);
      clients.assertNothingLost();
    }
  }

  @Test
  void entities_go_on_by_themselves_when_it_was_killed_and_started_again() throws Exception {
    try (Node node = start("");
        CounterClients clients = CounterClients.start(node)) {
      clients.awaitProgress();
      CASSANDRA.server().kill();
      Thread.sleep(AWAY);
      CASSANDRA.server().restart();
      clients.awaitProgress();
      clients.end();
      System.out.println("Killed: " + clients);
      assertThat(clients.failures(CounterClients::isUnreachable)).isPositive();
      clients.assertNothingLost();
    }
  }

  @Test
  void an_application_that_starts_while_it_is_away_goes_on_once_it_is_there() throws Exception {
    CASSANDRA.server().kill();
    Thread back =
        Thread.ofPlatform()
            .start(() -> {
              try {
                Thread.sleep(4000);
              } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
              }
              CASSANDRA.server().restart();
            });
    try (Node node = start("");
        CounterClients clients = CounterClients.start(node)) {
      clients.awaitProgress();
      clients.end();
      System.out.println("Away at the start: " + clients);
      clients.assertNothingLost();
    } finally {
      back.join();
    }
  }

  @Test
  void a_log_refuses_writes_at_once_while_a_block_of_it_is_uncertain() throws Exception {
    try (Node node = start("")) {
      Samples.await(write(node, 1));
      CASSANDRA.server().pause();
      assertThat(failureOf(node, 2)).contains("did not say within 4000 ms what became of a write");
      long before = System.nanoTime();
      assertThat(failureOf(node, 3)).contains("writes are refused until it does");
      assertThat(Duration.ofNanos(System.nanoTime() - before))
          .isLessThan(WRITE_TIMEOUT.dividedBy(2));

      CASSANDRA.server().resume();

      long highest = Samples.await(node.persistence().writers().recover("cart|1"));
      assertThat(highest).isBetween(1L, 2L);
      Samples.await(write(node, highest + 1));
      assertThat(Samples.await(node.persistence().store().entities().read("cart|1", 0, 9, 9)))
          .hasSize((int) highest + 1);
    }
  }

  @Test
  void pekkos_breaker_opens_and_closes_and_late_writes_are_neither_lost_nor_doubled()
      throws Exception {
    try (Node node = start(BREAKER);
        CounterClients clients = CounterClients.start(node)) {
      clients.awaitProgress();
      CASSANDRA.server().pause();
      clients.awaitFailure(CircuitBreakerOpenException.class::isInstance);
      Thread.sleep(AWAY.dividedBy(3));
      CASSANDRA.server().resume();
      clients.awaitProgress();
      clients.end();
      System.out.println("Breaker: " + clients);
      clients.assertNothingLost();
    }
  }

  private static void awaitClearFailures(CounterClients clients) throws InterruptedException {
    long since = System.nanoTime();
    clients.awaitFailure(CounterClients::isUnreachable);
    assertThat(Duration.ofNanos(System.nanoTime() - since))
        .isLessThan(WRITE_TIMEOUT.multipliedBy(2));
    clients.awaitFailure(
        failure -> String.valueOf(failure.getMessage()).contains("did not say within 4000 ms"));
  }

  private Node start(String settings) {
    return CassandraNodes.start(CassandraNodes.settings(CASSANDRA, keyspace, SETTINGS + settings));
  }

  private static java.util.concurrent.CompletionStage<Long> write(Node node, long number) {
    return node.persistence().writers().append(List.of(Samples.event("cart|1", number)));
  }

  private static String failureOf(Node node, long number) {
    try {
      write(node, number).toCompletableFuture().join();
      return "";
    } catch (CompletionException e) {
      return String.valueOf(e.getCause());
    }
  }
}
