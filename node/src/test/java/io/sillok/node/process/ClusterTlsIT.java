package io.sillok.node.process;

import static io.sillok.node.process.ClusterNodes.eventually;
import static io.sillok.node.process.ClusterNodes.shares;
import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.cassandra.testkit.CassandraExtension;
import io.sillok.cassandra.testkit.certificate.CertificateAuthority;
import io.sillok.cassandra.testkit.certificate.IssuedCertificate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Nodes, each a process, that talk to each other over TLS, and such as may not. */
final class ClusterTlsIT {

  @RegisterExtension static final CassandraExtension CASSANDRA = CassandraExtension.shared();

  private static final String FIRST = "127.0.0.51";
  private static final String SECOND = "127.0.0.52";
  private static final String OTHER = "127.0.0.53";
  private static final int CARTS = 20;

  private static final CertificateAuthority AUTHORITY = CertificateAuthority.named("ours");
  private static final CertificateAuthority STRANGER = CertificateAuthority.named("stranger");

  @TempDir private Path directory;

  private ClusterNodes cluster;

  @BeforeEach
  void prepare() throws IOException {
    cluster = new ClusterNodes(List.of(FIRST, SECOND), CASSANDRA, directory);
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void certificates_of_nodes_are_replaced_while_they_run() throws IOException {
    secure(FIRST, AUTHORITY.issue("first", FIRST));
    secure(SECOND, AUTHORITY.issue("second", SECOND));
    NodeProcess first = cluster.start(FIRST);
    cluster.start(SECOND);
    eventually(() -> shares(first).equals(List.of(16, 16)));
    AUTHORITY.issue("first anew", FIRST).writeTo(files(FIRST));
    AUTHORITY.issue("second anew", SECOND).writeTo(files(SECOND));
    awaitLogged(first, "New certificates for cluster", "CN=first anew");
    awaitLogged(cluster.node(SECOND), "New certificates for cluster", "CN=second anew");

    cluster.kill(SECOND);
    for (int cart = 0; cart < CARTS; cart++) {
      String id = "cart/c-" + cart;
      eventually(() -> takes(first, id));
    }
    NodeProcess second = cluster.start(SECOND);
    eventually(() -> shares(second).equals(List.of(16, 16)));
    for (int cart = 0; cart < CARTS; cart++) {
      assertThat(takes(second, "cart/c-" + cart)).isTrue();
      assertThat(first.get("/v1/entities/cart/c-" + cart).body().path("sequenceNumber").asInt())
          .isEqualTo(2);
    }
  }

  private static boolean takes(NodeProcess node, String cart) throws IOException {
    String item = "{\"productId\":\"p-1\",\"quantity\":1,\"unitPrice\":\"1.00\"}";
    return node.command(cart, "add-item", item, "Idempotency-Key", "\"" + node.url() + cart + "\"")
            .status()
        == 200;
  }

  @Test
  void whoever_has_no_tls_or_a_certificate_of_another_authority_does_not_get_in()
      throws IOException {
    secure(FIRST, AUTHORITY.issue("first", FIRST));
    NodeProcess first = cluster.start(FIRST);
    NodeProcess plain = cluster.begin(OTHER);
    awaitLogged(plain, "Waits until it may join", "without TLS, as they have to be");
    cluster.kill(OTHER);

    secure(OTHER, STRANGER.issue("intruder", OTHER));
    NodeProcess intruder = cluster.begin(OTHER);
    awaitLogged(intruder, "the certificate CN=first of " + FIRST + ":17355 was issued by CN=ours");
    cluster.kill(OTHER);

    assertThat(shares(first)).containsExactly(32);
  }

  @Test
  void a_node_says_whose_certificate_has_expired() throws Exception {
    Instant now = Instant.now();
    Duration validity = Duration.ofSeconds(60);
    secure(FIRST, AUTHORITY.issue("EC", "first", now, validity, FIRST));
    secure(SECOND, AUTHORITY.issue("second", SECOND));
    NodeProcess first = cluster.start(FIRST);
    awaitLogged(first, "CN=first", "for cluster expired on");
    NodeProcess second = cluster.begin(SECOND);
    awaitLogged(second, "the certificate CN=first of " + FIRST + ":17355 expired on");

    AUTHORITY.issue("first anew", FIRST).writeTo(files(FIRST));
    assertThat(second.awaitReady()).as("joins when there is a new one").isTrue();
    eventually(() -> shares(first).equals(List.of(16, 16)));
  }

  @Test
  void a_node_whose_own_certificate_has_expired_ends_and_says_so() throws IOException {
    secure(FIRST, AUTHORITY.issueExpired("first", FIRST));
    NodeProcess refused = cluster.begin(FIRST);
    assertThat(refused.awaitEnd().exitCode()).isEqualTo(1);
    awaitLogged(refused, "CN=first", "tls.crt", "expired on", "sillok.node.cluster.tls");
  }

  private void secure(String host, IssuedCertificate certificate) throws IOException {
    Path files = certificate.writeTo(files(host));
    cluster.settings(
        host,
        """
        sillok.node.cluster.tls {
          enabled = on
          certificate = "%1$s/tls.crt"
          private-key = "%1$s/tls.key"
          ca = "%1$s/ca.crt"
          reload-interval = 200 ms
        }
        """
            .formatted(files));
  }

  private Path files(String host) {
    return directory.resolve("tls-" + host);
  }

  private static void awaitLogged(NodeProcess node, String... words) {
    eventually(() ->
        node.log().stream().anyMatch(line -> List.of(words).stream().allMatch(line::contains)));
  }
}
