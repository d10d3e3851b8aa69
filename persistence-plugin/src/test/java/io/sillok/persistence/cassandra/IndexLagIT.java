package io.sillok.persistence.cassandra;

import static io.sillok.persistence.contract.Samples.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.typesafe.config.Config;
import io.sillok.cassandra.testkit.CassandraExtension;
import io.sillok.cassandra.testkit.CassandraOptions;
import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.contract.Samples;
import io.sillok.persistence.writer.WriteLimits;
import io.sillok.persistence.writer.WriterSettings.Mode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The index cannot be written for a while: its role has lost the permission. */
@Timeout(180)
class IndexLagIT {

  private static final int EVENT_BYTES = 4 << 10;
  private static final long LAG_BYTES = 64 << 10;
  private static final long PENDING_BYTES = 128 << 10;
  private static final int ENTITIES = 200;

  /** So many at once are no load. */
  private static final int FEW = 20;

  private static final List<String> TABLES =
      List.of("log", "logs", "entity_events", "persistence_ids", "facts", "writers");

  @RegisterExtension
  static final CassandraExtension.Dedicated CASSANDRA =
      CassandraExtension.dedicated(
          CassandraOptions.defaults()
              .withHeapMegabytes(512)
              .withAuthentication()
              .withYaml("permissions_validity: 100ms", "permissions_update_interval: 100ms"));

  private final String keyspace = CASSANDRA.newKeyspace();
  private final Claims claims = new Claims();
  private final Map<String, AtomicInteger> numbers = new ConcurrentHashMap<>();

  @Test
  void appends_wait_then_fail_clearly_and_go_on_when_it_can_be_written_again() throws Exception {
    try (CqlSession superuser = superuser()) {
      open("cassandra", "cassandra").close();
      superuser.execute("CREATE ROLE lagging WITH PASSWORD = 'secret' AND LOGIN = true");
      superuser.execute("GRANT SELECT ON KEYSPACE %s TO lagging".formatted(keyspace));
      TABLES.forEach(table -> permit(superuser, "GRANT", "TO", table));
      try (Rival rival = open("lagging", "secret")) {
        appendAll(rival, FEW);
        int before = claims.acknowledged.size();
        permit(superuser, "REVOKE", "FROM", "entity_events");
        Thread.sleep(1000);
        appendAll(rival, ENTITIES);
        appendAll(rival, ENTITIES);
        int lagging = claims.acknowledged.size() - before;
        System.out.printf("%d events before, %d without the index, %s%n", before, lagging, claims);
        assertThat((long) lagging * EVENT_BYTES)
            .isBetween(LAG_BYTES / 2, 4 * (LAG_BYTES + PENDING_BYTES));
        assertThat(claims.hasMet("log-busy", "store-unreachable")).isTrue();

        permit(superuser, "GRANT", "TO", "entity_events");
        awaitHealed(rival);
        int failures = claims.failures.values().stream().mapToInt(AtomicInteger::get).sum();
        appendAll(rival, FEW);
        assertThat(claims.failures.values().stream().mapToInt(AtomicInteger::get).sum())
            .isEqualTo(failures);
      }
      try (Rival reader = open("cassandra", "cassandra")) {
        Audit audit = Audit.of(reader.store());
        audit.holds(claims);
        assertThat(audit.agreesWithIndex()).isEqualTo(audit.events());
      }
    }
  }

  /** One event of each entity, so many at once. */
  private void appendAll(Rival rival, int atOnce) {
    for (int first = 0; first < ENTITIES; first += atOnce) {
      CompletableFuture.allOf(
              IntStream.range(first, first + atOnce)
                  .mapToObj(number -> append(rival, "cart|%08x".formatted(number * 0x9E3779B9)))
                  .toArray(CompletableFuture<?>[]::new))
          .join();
    }
  }

  private CompletableFuture<Void> append(Rival rival, String id) {
    AtomicInteger number = numbers.computeIfAbsent(id, each -> new AtomicInteger());
    String eventId = claims.newId(id);
    int next = number.incrementAndGet();
    LoggedEvent event =
        new LoggedEvent(
            id,
            next,
            next - 1,
            "incarnation",
            Samples.TIME,
            Samples.payload(eventId),
            "",
            Samples.payload("x".repeat(EVENT_BYTES)),
            Set.of());
    return rival
        .writers()
        .append(List.of(event))
        .handle((done, failure) -> {
          if (failure == null) {
            claims.acknowledged.add(eventId);
          } else if (failure instanceof StoreException known) {
            claims.failed(known);
          } else {
            claims.surprises.add(failure);
          }
          return (Void) null;
        })
        .toCompletableFuture();
  }

  private void awaitHealed(Rival rival) throws InterruptedException {
    for (String id : numbers.keySet()) {
      await(rival.writers().settled(id));
    }
    for (var log : await(rival.store().logs())) {
      await(((CassandraLog) rival.store().log(log)).end().drain());
    }
  }

  private void permit(CqlSession session, String verb, String preposition, String table) {
    session.execute(
        "%s MODIFY ON TABLE %s.%s %s lagging".formatted(verb, keyspace, table, preposition));
  }

  private Rival open(String user, String password) {
    return Rival.open(
        CassandraStores.settings(
            keyspace,
            2,
            new CassandraSettings.Index(
                Duration.ofMillis(200), LAG_BYTES / 2, LAG_BYTES, Duration.ofSeconds(2), 32)),
        driver(user, password),
        Rival.settings(
            Mode.SHARED,
            Duration.ofSeconds(6),
            new WriteLimits(16 << 10, 64 << 10, PENDING_BYTES, 1000, 0)));
  }

  private static Config driver(String user, String password) {
    return CassandraStores.driver(
        List.of(CASSANDRA.contactPoint()),
        "advanced.auth-provider { class = PlainTextAuthProvider, username = %s, password = %s }"
            .formatted(user, password));
  }

  private static CqlSession superuser() {
    return CassandraStores.session(CASSANDRA).withAuthCredentials("cassandra", "cassandra").build();
  }
}
