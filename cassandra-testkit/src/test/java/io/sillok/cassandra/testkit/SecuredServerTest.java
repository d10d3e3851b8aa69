package io.sillok.cassandra.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import com.datastax.oss.driver.api.core.servererrors.UnauthorizedException;
import io.sillok.cassandra.testkit.CassandraOptions.PaxosVariant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class SecuredServerTest {

  @RegisterExtension
  static final CassandraExtension.Dedicated CASSANDRA =
      CassandraExtension.dedicated(
          CassandraOptions.defaults()
              .withHeapMegabytes(512)
              .withAuthentication()
              .withClientTls()
              .withPaxosVariant(PaxosVariant.V1)
              .withYaml("cas_contention_timeout: 1234ms"));

  @Test
  void lets_the_superuser_in_over_tls() {
    try (CqlSession session = login("cassandra").build()) {
      assertThat(setting(session, "authenticator")).contains("PasswordAuthenticator");
    }
  }

  @Test
  void refuses_a_wrong_password() {
    assertThatThrownBy(() -> login("guessed").build())
        .isInstanceOf(AllNodesFailedException.class)
        .satisfies(e ->
            assertThat(((AllNodesFailedException) e).getAllErrors().values())
                .allSatisfy(errors ->
                    assertThat(errors).hasAtLeastOneElementOfType(AuthenticationException.class)));
  }

  @Test
  void refuses_a_client_without_tls() {
    assertThatThrownBy(() ->
            Cql.builder(CASSANDRA.server()).withAuthCredentials("cassandra", "cassandra").build())
        .isInstanceOf(AllNodesFailedException.class);
  }

  @Test
  void gives_a_role_no_permission_that_it_was_not_granted() {
    try (CqlSession session = login("cassandra").build()) {
      session.execute("CREATE ROLE reader WITH PASSWORD = 'secret' AND LOGIN = true");
    }
    try (CqlSession session = builder().withAuthCredentials("reader", "secret").build()) {
      assertThatThrownBy(() ->
              session.execute(
                  "CREATE KEYSPACE k WITH replication ="
                      + " {'class': 'SimpleStrategy', 'replication_factor': 1}"))
          .isInstanceOf(UnauthorizedException.class);
    }
  }

  @Test
  void takes_the_options_given() {
    try (CqlSession session = login("cassandra").build()) {
      assertThat(setting(session, "paxos_variant")).isEqualTo("v1");
      assertThat(setting(session, "cas_contention_timeout")).isEqualTo("1234ms");
      assertThat(setting(session, "commitlog_sync")).isEqualTo("periodic");
    }
  }

  private static String setting(CqlSession session, String name) {
    var row =
        session
            .execute("SELECT value FROM system_views.settings WHERE name = '%s'".formatted(name))
            .one();
    return row == null ? "" : String.valueOf(row.getString("value"));
  }

  private static CqlSessionBuilder login(String password) {
    return builder().withAuthCredentials("cassandra", password);
  }

  private static CqlSessionBuilder builder() {
    return Cql.builder(CASSANDRA.server())
        .withSslContext(CASSANDRA.server().trustStore().orElseThrow().sslContext());
  }
}
