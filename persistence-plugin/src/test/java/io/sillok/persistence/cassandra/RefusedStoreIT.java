package io.sillok.persistence.cassandra;

import static io.sillok.persistence.contract.Samples.await;
import static io.sillok.persistence.contract.Samples.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import com.typesafe.config.Config;
import io.sillok.cassandra.testkit.CassandraExtension;
import io.sillok.cassandra.testkit.CassandraOptions;
import io.sillok.cassandra.testkit.CassandraOptions.PaxosVariant;
import io.sillok.cassandra.testkit.TrustStore;
import io.sillok.persistence.LogId;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.contract.Samples;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a store that cannot work says, on a server that wants passwords and TLS. */
@Timeout(120)
class RefusedStoreIT {

  private static final LogId LOG = new LogId("cart", 0);

  @RegisterExtension
  static final CassandraExtension.Dedicated CASSANDRA =
      CassandraExtension.dedicated(
          CassandraOptions.defaults()
              .withHeapMegabytes(512)
              .withAuthentication()
              .withClientTls()
              .withPaxosVariant(PaxosVariant.V1));

  @SuppressWarnings("NullAway.Init") // opened before all tests
  private static CqlSession superuser;

  private final String keyspace = CASSANDRA.newKeyspace();

  @BeforeAll
  static void logIn() {
    superuser =
        CassandraStores.session(CASSANDRA)
            .withAuthCredentials("cassandra", "cassandra")
            .withSslContext(trust().sslContext())
            .build();
  }

  @AfterAll
  static void logOut() {
    superuser.close();
  }

  @Test
  void opens_over_tls_by_the_drivers_own_settings_and_warns_of_slow_transactions() {
    try (Warnings warnings = Warnings.of(StartCheck.class);
        CassandraStore store = open(settings(4, true), driver(""))) {
      await(store.log(LOG).append(Samples.block(LOG, 0, event("cart|1", 1))));
      assertThat(await(store.log(LOG).last())).isPresent();
      assertThat(warnings.messages())
          .anySatisfy(warning -> assertThat(warning).contains("set paxos_variant: v2"));
    }
  }

  @Test
  void a_connection_without_tls_is_told_so() {
    Config plain =
        CassandraStores.driver(List.of(CASSANDRA.contactPoint()), login("cassandra", "cassandra"));
    assertRefused("store-unreachable", plain, "whether it wants TLS");
  }

  @Test
  void a_wrong_password_is_told() {
    assertRefused(
        "store-permission",
        driver("cassandra", "guessed", ""),
        "refused the login",
        "advanced.auth-provider");
  }

  @Test
  void nobody_at_the_address_is_told() {
    Config nobody =
        CassandraStores.driver(
            List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1)), "");
    assertRefused("store-unreachable", nobody, "127.0.0.1:1", "basic.contact-points");
  }

  @Test
  void a_consistency_that_could_lose_events_is_refused() {
    assertRefused(
        "store-settings",
        driver("profiles.sillok.basic.request.consistency = ONE"),
        "profiles.sillok.basic.request.consistency is ONE",
        "LOCAL_QUORUM");
  }

  @Test
  void a_keyspace_that_is_missing_and_not_to_be_created_is_told_with_its_cql() {
    assertRefused(
        "store-schema",
        settings(4, false),
        driver(""),
        "lacks everything",
        "CREATE TABLE IF NOT EXISTS " + keyspace + ".log");
  }

  @Test
  void what_is_missing_of_a_keyspace_is_told() {
    create();
    superuser.execute("DROP TABLE %s.snapshots".formatted(keyspace));
    superuser.execute("ALTER TABLE %s.logs DROP dropped_to".formatted(keyspace));
    assertRefused(
        "store-schema",
        settings(4, false),
        driver(""),
        "table snapshots",
        "column logs.dropped_to");
  }

  @Test
  void another_number_of_partitions_is_refused() {
    create();
    assertRefused(
        "store-partitions",
        settings(8, true),
        driver(""),
        "was created with 4 partitions",
        "set sillok.persistence.partitions = 4");
  }

  @Test
  void a_newer_format_is_refused() {
    create();
    superuser.execute(
        "UPDATE %s.facts SET value = '2' WHERE scope = 'store' AND name = 'format' IF EXISTS"
            .formatted(keyspace));
    assertRefused("store-format", driver(""), "has format 2");
  }

  @Test
  void a_role_that_may_not_create_is_told_what_to_run() {
    role("nobody");
    assertRefused(
        "store-permission", driver("nobody", "secret", ""), "A role that may create can run");
  }

  @Test
  void a_role_that_may_not_read_is_told_what_to_grant() {
    create();
    role("writer");
    superuser.execute("GRANT MODIFY ON KEYSPACE %s TO writer".formatted(keyspace));
    assertRefused("store-permission", driver("writer", "secret", ""), "GRANT SELECT and MODIFY");
  }

  @Test
  void a_role_that_may_not_write_is_told_what_to_grant_and_nothing_is_uncertain() {
    create();
    role("reader");
    superuser.execute("GRANT SELECT ON KEYSPACE %s TO reader".formatted(keyspace));
    try (CassandraStore store = open(settings(4, true), driver("reader", "secret", ""))) {
      assertThatThrownBy(
              () -> await(store.log(LOG).append(Samples.block(LOG, 0, event("cart|1", 1)))))
          .hasMessageContaining("GRANT SELECT and MODIFY")
          .extracting(failure -> ((StoreException) failure).code())
          .isEqualTo("store-permission");
      assertThat(await(store.log(LOG).last())).isEmpty();
    }
  }

  private void create() {
    open(settings(4, true), driver("")).close();
  }

  private static void role(String name) {
    superuser.execute(
        "CREATE ROLE IF NOT EXISTS %s WITH PASSWORD = 'secret' AND LOGIN = true".formatted(name));
  }

  private void assertRefused(String code, Config driver, String... parts) {
    assertRefused(code, settings(4, true), driver, parts);
  }

  private static void assertRefused(
      String code, CassandraSettings settings, Config driver, String... parts) {
    assertThatThrownBy(() -> open(settings, driver))
        .isInstanceOfSatisfying(
            StoreException.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(code);
              assertThat(failure.getMessage()).contains(parts);
            });
  }

  private static CassandraStore open(CassandraSettings settings, Config driver) {
    return CassandraStore.open(settings, driver, ForkJoinPool.commonPool());
  }

  private CassandraSettings settings(int partitions, boolean create) {
    return new CassandraSettings(
        keyspace,
        create,
        CassandraStores.ONE_COPY,
        partitions,
        "sillok",
        Optional.empty(),
        CassandraStores.index(Duration.ofSeconds(1)));
  }

  /** The superuser's. */
  private static Config driver(String settings) {
    return driver("cassandra", "cassandra", settings);
  }

  private static Config driver(String user, String password, String settings) {
    return CassandraStores.driver(
        List.of(CASSANDRA.contactPoint()), login(user, password) + tls() + settings);
  }

  private static String login(String user, String password) {
    return "advanced.auth-provider { class = PlainTextAuthProvider, username = %s, password = %s }\n"
        .formatted(user, password);
  }

  private static String tls() {
    return """
    advanced.ssl-engine-factory {
      class = DefaultSslEngineFactory
      truststore-path = "%s"
      truststore-password = %s
    }
    """
        .formatted(trust().path(), trust().password());
  }

  private static TrustStore trust() {
    return CASSANDRA.server().trustStore().orElseThrow();
  }
}
