package io.sillok.persistence.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.sillok.cassandra.testkit.CassandraExtension;
import io.sillok.cassandra.testkit.CassandraOptions;
import io.sillok.cassandra.testkit.certificate.CertificateAuthority;
import io.sillok.cassandra.testkit.certificate.IssuedCertificate;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.tls.CertificatesInUse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A store over TLS by its own settings, on a server that wants certificates of its clients. */
final class CassandraTlsIT {

  private static final String PASSWORD = "cassandra";
  private static final CertificateAuthority SERVERS = CertificateAuthority.named("servers");
  private static final CertificateAuthority CLIENTS = CertificateAuthority.named("clients");
  private static final String[] ADDRESSES =
      IntStream.rangeClosed(1, 9).mapToObj(last -> "127.0.0." + last).toArray(String[]::new);
  private static final Path STORES = stores();

  static {
    serveWith(SERVERS.issue("server", ADDRESSES));
  }

  @RegisterExtension
  static final CassandraExtension.Dedicated CASSANDRA =
      CassandraExtension.dedicated(
          CassandraOptions.defaults()
              .withHeapMegabytes(512)
              .withClientTls()
              .withYaml(
                  """
                  client_encryption_options:
                    enabled: true
                    optional: false
                    require_client_auth: true
                    store_type: PKCS12
                    keystore: '%1$s/keystore.p12'
                    keystore_password: %2$s
                    truststore: '%1$s/truststore.p12'
                    truststore_password: %2$s
                  """
                      .formatted(STORES, PASSWORD)));

  @TempDir private Path directory;

  @BeforeEach
  void write() throws IOException {
    CLIENTS.issue("sillok").writeTo(directory);
    Files.writeString(directory.resolve("ca.crt"), SERVERS.pem());
  }

  @Test
  void opens_with_a_certificate_of_its_own_and_knows_when_it_expires() {
    try (CassandraStore store = open("")) {
      assertThat(store.logs().toCompletableFuture().join()).isEmpty();
      assertThat(CertificatesInUse.all())
          .filteredOn(each -> each.file().startsWith(directory))
          .allMatch(each -> each.use().equals("cassandra"))
          .hasSize(2);
    }
    assertThat(CertificatesInUse.all()).noneMatch(each -> each.file().startsWith(directory));
  }

  @Test
  void a_server_of_another_authority_is_not_trusted() throws IOException {
    Files.writeString(directory.resolve("ca.crt"), CLIENTS.pem());
    assertRefused("", "store-tls", "CN=server", "issued by CN=servers", "not trusted", "tls");
  }

  @Test
  void a_server_is_not_trusted_at_an_address_that_its_certificate_does_not_name() {
    assertRefusedAt("localhost", "", "store-tls", "not taken", "localhost", "verify-host");
    try (CassandraStore store = open("verify-host = off", "localhost")) {
      assertThat(store.logs().toCompletableFuture().join()).isEmpty();
    }
  }

  @Test
  void a_server_whose_certificate_has_expired_is_not_trusted_until_it_has_another_one() {
    try {
      serveWith(SERVERS.issueExpired("server", ADDRESSES));
      CASSANDRA.server().restart();
      assertRefused("", "store-tls", "CN=server", "expired on", "use another one", "clock");
    } finally {
      serveWith(SERVERS.issue("server", ADDRESSES));
      CASSANDRA.server().restart();
    }
    try (CassandraStore store = open("")) {
      assertThat(store.logs().toCompletableFuture().join()).isEmpty();
    }
  }

  @Test
  void a_client_without_the_certificate_that_the_server_wants_is_told() {
    assertRefused("certificate = \"\", private-key = \"\"", "store-tls", "take the certificate");
  }

  @Test
  void files_that_cannot_be_used_are_named_before_anything_is_tried() {
    CLIENTS.issueExpired("sillok").writeTo(directory);
    assertRefused("", "certificate-expired", "CN=sillok", "tls.crt", "expired on");
    assertRefused("ca = /nowhere/ca.crt", "certificate-unreadable", "/nowhere/ca.crt");
  }

  private void assertRefused(String tls, String code, String... words) {
    assertRefusedAt(host(), tls, code, words);
  }

  private void assertRefusedAt(String host, String tls, String code, String... words) {
    assertThatThrownBy(() -> open(tls, host).close())
        .isInstanceOfSatisfying(
            StoreException.class,
            failure -> {
              assertThat(failure.code()).as(failure.getMessage()).isEqualTo(code);
              assertThat(failure.getMessage()).contains(words);
            });
  }

  private CassandraStore open(String tls) {
    return open(tls, host());
  }

  private static String host() {
    return CASSANDRA.contactPoint().getAddress().getHostAddress();
  }

  private CassandraStore open(String tls, String host) {
    String settings =
        """
        sillok.persistence.cassandra {
          keyspace = over_tls
          create-schema = on
          replication = "{'class': 'SimpleStrategy', 'replication_factor': 1}"
          tls {
            enabled = on
            ca = "%1$s/ca.crt"
            certificate = "%1$s/tls.crt"
            private-key = "%1$s/tls.key"
            %2$s
          }
        }
        datastax-java-driver.basic.contact-points = ["%3$s:%4$d"]
        datastax-java-driver.basic.load-balancing-policy.local-datacenter = %5$s
        datastax-java-driver.advanced.control-connection.timeout = %6$d s
        """
            .formatted(
                directory,
                tls,
                host,
                CASSANDRA.contactPoint().getPort(),
                CASSANDRA.datacenter(),
                Duration.ofSeconds(30).toSeconds());
    var config = ConfigFactory.load(ConfigFactory.parseString(settings));
    return CassandraStore.open(
        CassandraSettings.of(config.getConfig("sillok.persistence")),
        config.getConfig("datastax-java-driver"),
        ForkJoinPool.commonPool());
  }

  private static Path stores() {
    try {
      Path directory = Files.createTempDirectory("cassandra-tls");
      KeyStore trust = empty();
      X509Certificate clients = CLIENTS.issue("any").authorities().getLast();
      trust.setCertificateEntry("clients", clients);
      write(trust, directory.resolve("truststore.p12"));
      return directory;
    } catch (IOException | GeneralSecurityException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** The server reads it when it starts. */
  private static void serveWith(IssuedCertificate server) {
    try {
      KeyStore keys = empty();
      keys.setKeyEntry(
          "server",
          server.keys().getPrivate(),
          PASSWORD.toCharArray(),
          List.of(server.certificate()).toArray(Certificate[]::new));
      write(keys, STORES.resolve("keystore.p12"));
    } catch (IOException | GeneralSecurityException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static KeyStore empty() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static void write(KeyStore store, Path file)
      throws IOException, GeneralSecurityException {
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD.toCharArray());
    }
  }
}
