package io.sillok.persistence.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.cassandra.testkit.certificate.CertificateAuthority;
import io.sillok.cassandra.testkit.certificate.IssuedCertificate;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates that change, and such as cannot be used, over real handshakes. */
final class TlsContextsTest {

  private static final CertificateAuthority AUTHORITY = CertificateAuthority.named("ours");
  private static final CertificateAuthority STRANGER = CertificateAuthority.named("stranger");
  private static final Duration OFTEN = Duration.ofMillis(20);

  @TempDir private Path directory;

  @Test
  void connections_after_a_change_have_the_new_certificate() throws SSLException {
    IssuedCertificate first = node();
    IssuedCertificate second =
        AUTHORITY.issue("RSA", "node", Instant.now(), Duration.ofDays(9), "localhost");
    first.writeTo(directory);
    try (TlsContexts contexts = peer(directory)) {
      assertThat(presentedBy(contexts)).isEqualTo(serial(first));
      second.writeTo(directory);
      awaitPresented(contexts, serial(second));
      assertThat(contexts.certificates().getFirst().expiry())
          .isEqualTo(second.certificate().getNotAfter().toInstant());
    }
  }

  @Test
  void files_that_cannot_be_used_leave_those_before_in_use_until_they_can() throws Exception {
    IssuedCertificate first = node();
    first.writeTo(directory);
    try (TlsContexts contexts = peer(directory)) {
      Files.writeString(directory.resolve("tls.crt"), "garbage");
      pause();
      assertThat(presentedBy(contexts)).isEqualTo(serial(first));
      Files.delete(directory.resolve("tls.crt"));
      pause();
      assertThat(presentedBy(contexts)).isEqualTo(serial(first));
      AUTHORITY.issueExpired("node", "localhost").writeTo(directory);
      pause();
      assertThat(presentedBy(contexts)).isEqualTo(serial(first));
      IssuedCertificate second = node();
      second.writeTo(directory);
      awaitPresented(contexts, serial(second));
    }
  }

  @Test
  void an_expired_certificate_is_refused_with_file_subject_and_time() {
    IssuedCertificate expired = AUTHORITY.issueExpired("node", "localhost");
    expired.writeTo(directory);
    assertUnusable(
        "certificate-expired",
        directory.resolve("tls.crt").toString(),
        "CN=node",
        "expired on " + expired.certificate().getNotAfter().toInstant());
  }

  @Test
  void a_certificate_of_tomorrow_is_refused_today() {
    AUTHORITY
        .issue("EC", "node", Instant.now().plus(Duration.ofDays(1)), Duration.ofDays(2))
        .writeTo(directory);
    assertUnusable("certificate-expired", "CN=node", "is not valid before");
  }

  @Test
  void a_key_of_another_certificate_is_refused() throws IOException {
    node().writeTo(directory);
    Path other = node().writeTo(directory.resolve("other"));
    Files.copy(other.resolve("tls.key"), replaced("tls.key"));
    assertUnusable("certificate-key-mismatch", "tls.key", "is not that of the certificate CN=node");
  }

  @Test
  void a_missing_or_garbled_file_is_named() throws IOException {
    node().writeTo(directory);
    Files.writeString(directory.resolve("tls.key"), "-----BEGIN EC PRIVATE KEY-----\nnonsense");
    assertUnusable("certificate-unreadable", "tls.key", "no private key");
    Files.writeString(directory.resolve("tls.crt"), "nonsense");
    assertUnusable("certificate-unreadable", "tls.crt", "no certificate");
    Files.delete(directory.resolve("tls.crt"));
    assertUnusable("certificate-unreadable", "There is no file", "tls.crt");
  }

  @Test
  void a_node_with_a_certificate_of_another_authority_is_told_before_others_refuse_it()
      throws IOException {
    node().writeTo(directory);
    Files.writeString(directory.resolve("ca.crt"), STRANGER.pem());
    assertUnusable("certificate-untrusted", "CN=node", "issued by CN=ours", "ca.crt");
  }

  @Test
  void an_authority_in_between_is_followed_to_the_one_that_is_trusted() throws SSLException {
    CertificateAuthority between = AUTHORITY.issueAuthority("between");
    IssuedCertificate node = between.issue("node", "localhost");
    node.writeTo(directory);
    try (TlsContexts contexts = peer(directory)) {
      assertThat(presentedBy(contexts)).isEqualTo(serial(node));
    }
  }

  @Test
  void a_peer_of_another_authority_is_refused_in_words() {
    node().writeTo(directory.resolve("ours"));
    STRANGER.issue("intruder", "localhost").writeTo(directory.resolve("theirs"));
    try (TlsContexts ours = peer(directory.resolve("ours"));
        TlsContexts theirs = peer(directory.resolve("theirs"))) {
      assertThatThrownBy(
              () -> Handshake.of(ours.clientEngine("localhost", 17355), theirs.serverEngine()))
          .hasStackTraceContaining(
              "the certificate CN=intruder of localhost:17355 was issued by CN=stranger, which is not trusted here");
    }
  }

  @Test
  void a_peer_whose_certificate_expired_meanwhile_is_refused_in_words() {
    node().writeTo(directory.resolve("sound"));
    AUTHORITY
        .issue("EC", "old", Instant.now(), Duration.ofSeconds(2), "localhost")
        .writeTo(directory.resolve("old"));
    try (TlsContexts sound = peer(directory.resolve("sound"));
        TlsContexts old = peer(directory.resolve("old"))) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(3_100));
      assertThatThrownBy(
              () -> Handshake.of(sound.clientEngine("localhost", 17355), old.serverEngine()))
          .hasStackTraceContaining("the certificate CN=old of localhost:17355 expired on ");
    }
  }

  @Test
  void a_server_that_is_not_the_one_that_was_asked_for_is_refused() {
    node().writeTo(directory);
    try (TlsContexts contexts = peer(directory)) {
      assertThatThrownBy(() ->
              Handshake.of(contexts.clientEngine("elsewhere", 17355), contexts.serverEngine()))
          .hasStackTraceContaining("the certificate CN=node of elsewhere:17355 is not taken")
          .hasStackTraceContaining("elsewhere");
    }
  }

  @Test
  void what_is_in_use_is_known_until_it_is_closed() {
    IssuedCertificate node = node();
    node.writeTo(directory);
    try (TlsContexts contexts = peer(directory)) {
      assertThat(CertificatesInUse.all())
          .contains(
              new CertificateInUse(
                  "test",
                  directory.resolve("tls.crt"),
                  "CN=node",
                  node.certificate().getNotAfter().toInstant()))
          .containsAll(contexts.certificates());
    }
    assertThat(CertificatesInUse.all()).noneMatch(each -> each.file().startsWith(directory));
  }

  private Path replaced(String file) throws IOException {
    Path path = directory.resolve(file);
    Files.delete(path);
    return path;
  }

  private static IssuedCertificate node() {
    return AUTHORITY.issue("node", "localhost");
  }

  private static BigInteger serial(IssuedCertificate issued) {
    return issued.certificate().getSerialNumber();
  }

  private static BigInteger presentedBy(TlsContexts contexts) throws SSLException {
    return Handshake.of(contexts.clientEngine("localhost", 17355), contexts.serverEngine())
        .getSerialNumber();
  }

  private static void awaitPresented(TlsContexts contexts, BigInteger serial) throws SSLException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!presentedBy(contexts).equals(serial)) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      LockSupport.parkNanos(OFTEN.toNanos());
    }
  }

  /** Long enough for several looks at the files. */
  private static void pause() {
    LockSupport.parkNanos(OFTEN.multipliedBy(10).toNanos());
  }

  private void assertUnusable(String code, String... words) {
    assertThatThrownBy(() -> TlsContexts.check(settings(directory)))
        .isInstanceOfSatisfying(
            TlsException.class, failure -> assertThat(failure.code()).isEqualTo(code))
        .hasMessageContainingAll(words);
  }

  private static TlsContexts peer(Path files) {
    return TlsContexts.open("test", settings(files));
  }

  private static TlsSettings settings(Path files) {
    return new TlsSettings(
        "test.tls",
        TlsRole.PEER,
        Optional.of(files.resolve("tls.crt")),
        Optional.of(files.resolve("tls.key")),
        Optional.of(files.resolve("ca.crt")),
        true,
        OFTEN,
        Duration.ofDays(7));
  }
}
