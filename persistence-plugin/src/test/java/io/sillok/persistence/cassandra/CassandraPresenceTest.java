package io.sillok.persistence.cassandra;

import static io.sillok.persistence.contract.Samples.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.cassandra.testkit.CassandraExtension;
import io.sillok.persistence.Presence;
import io.sillok.persistence.Presence.Namesake;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CassandraPresenceTest {

  @RegisterExtension static final CassandraExtension CASSANDRA = CassandraExtension.shared();

  private static final Duration LONG = Duration.ofMinutes(1);
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

  private CassandraStore store;
  private Presence presence;

  @BeforeEach
  void open() {
    store = CassandraStores.open(CASSANDRA, CASSANDRA.newKeyspace());
    presence = store.presence().orElseThrow();
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void those_are_there_that_said_so_and_have_not_left() {
    assertThat(await(presence.others("")).names()).isEmpty();
    await(presence.announce("10.0.0.2:17355", LONG));
    await(presence.announce("10.0.0.1:17355", LONG));
    await(presence.announce("10.0.0.1:17355", LONG));
    assertThat(await(presence.others("")).names())
        .containsExactly("10.0.0.1:17355", "10.0.0.2:17355");
    await(presence.leave("10.0.0.2:17355"));
    assertThat(await(presence.others("")).names()).containsExactly("10.0.0.1:17355");
  }

  @Test
  void who_does_not_say_it_again_is_forgotten() {
    await(presence.announce("lives", LONG));
    await(presence.announce("died", Duration.ofSeconds(1)));
    long begin = System.nanoTime();
    while (!await(presence.others("")).names().equals(List.of("lives"))) {
      assertThat(System.nanoTime() - begin).isLessThan(PATIENCE);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  @Test
  void one_that_is_started_again_is_there_whatever_its_process_before_has_said() {
    String keyspace = CASSANDRA.newKeyspace();
    try (CassandraStore before = CassandraStores.open(CASSANDRA, keyspace);
        CassandraStore after = CassandraStores.open(CASSANDRA, keyspace)) {
      Presence earlier = before.presence().orElseThrow();
      Presence later = after.presence().orElseThrow();
      await(earlier.announce("node", LONG));
      await(later.announce("node", LONG));
      assertThat(await(later.others("")).names()).containsExactly("node");
      await(earlier.leave("node"));
      assertThat(await(earlier.others("")).names()).containsExactly("node");
    }
  }

  @Test
  void another_of_the_same_name_is_there_when_it_says_so_again() {
    String keyspace = CASSANDRA.newKeyspace();
    try (CassandraStore one = CassandraStores.open(CASSANDRA, keyspace);
        CassandraStore other = CassandraStores.open(CASSANDRA, keyspace)) {
      Presence here = one.presence().orElseThrow();
      Presence there = other.presence().orElseThrow();
      await(here.announce("node", LONG));
      assertThat(await(here.others("node")).namesake()).isEqualTo(Namesake.NONE);
      await(there.announce("node", LONG));
      assertThat(await(here.others("node")).namesake()).isEqualTo(Namesake.SAID_SO);
      assertThat(await(here.others("node")).namesake()).isEqualTo(Namesake.SAID_SO);
      assertThat(await(here.others("another")).namesake()).isEqualTo(Namesake.NONE);
      await(there.announce("node", LONG)); // the last word of one that died may come late
      assertThat(await(here.others("node")).namesake()).isEqualTo(Namesake.SAID_SO);
      await(there.announce("node", LONG));
      assertThat(await(here.others("node")).namesake()).isEqualTo(Namesake.THERE);
      await(there.leave("node"));
      assertThat(await(here.others("node")).namesake()).isEqualTo(Namesake.NONE);
    }
  }

  @Test
  void it_is_no_fact() {
    await(presence.announce("10.0.0.1:17355", LONG));
    assertThat(await(store.facts().withPrefix(""))).isEmpty();
  }
}
