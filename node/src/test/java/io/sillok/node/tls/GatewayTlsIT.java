package io.sillok.node.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.cassandra.testkit.certificate.CertificateAuthority;
import io.sillok.client.SillokClient;
import io.sillok.client.failure.UntrustedNodeException;
import io.sillok.node.process.NodeLaunch;
import io.sillok.node.process.NodeLaunch.Ended;
import io.sillok.node.process.NodeProcess;
import io.sillok.persistence.tls.TlsContexts;
import io.sillok.persistence.tls.TlsSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that serves HTTPS, asked by the command line, the Java client and a plain one. */
final class GatewayTlsIT {

  private static final CertificateAuthority AUTHORITY = CertificateAuthority.named("ours");
  private static final CertificateAuthority SECOND = CertificateAuthority.named("the next");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path directory;

  @Test
  void who_knows_the_authority_is_served_and_who_does_not_is_told() throws Exception {
    Path files = AUTHORITY.issue("node", "localhost").writeTo(directory.resolve("tls"));
    try (NodeProcess node = serve(files)) {
      assertThat(node.url()).startsWith("https://127.0.0.1:");
      String url = localhost(node);
      assertThat(health(url, files).out().toString()).contains("\"status\":\"ready\"");
      assertThat(
              sillok(
                      "command",
                      "cart",
                      "c-1",
                      "add-item",
                      "{\"productId\":\"p-1\",\"quantity\":2,\"unitPrice\":\"4.50\"}",
                      "--url",
                      url,
                      "--ca",
                      ca(files))
                  .exitCode())
          .isZero();
      assertThat(sillok("get", "cart", "c-1", "--url", url, "--ca", ca(files)).out().toString())
          .contains("p-1");
      assertTold(
          sillok("health", "--url", url), "CN=node", "issued by CN=ours", "not trusted", "--ca");
      assertTold(
          sillok("health", "--url", node.url(), "--ca", ca(files)),
          "CN=node",
          "127.0.0.1",
          "not taken");
      assertThat(sillok("health", "--url", url.replace("https", "http")).exitCode()).isEqualTo(1);
      clientIsServed(url, files);
    }
  }

  private static void clientIsServed(String url, Path files) {
    try (SillokClient client =
        SillokClient.builder()
            .nodes(URI.create(url))
            .authority(files.resolve("ca.crt"))
            .connect()) {
      assertThat(client.entity("cart", "c-1").state()).isPresent();
    }
    try (SillokClient stranger = SillokClient.builder().nodes(URI.create(url)).connect()) {
      assertThatThrownBy(() -> stranger.entity("cart", "c-1").state())
          .isInstanceOf(UntrustedNodeException.class)
          .hasMessageContaining("its certificate is not trusted");
    }
  }

  @Test
  void certificates_are_replaced_while_the_node_serves_and_their_expiry_is_measured()
      throws Exception {
    Path files =
        AUTHORITY
            .issue("EC", "node", Instant.now(), Duration.ofHours(30), "localhost")
            .writeTo(directory.resolve("tls"));
    Path old = Files.copy(files.resolve("ca.crt"), directory.resolve("old.crt"));
    try (NodeProcess node = serve(files)) {
      String url = localhost(node);
      HttpClient kept = trusting(old);
      assertThat(expiryHours(kept, url)).isBetween(28L, 30L);
      assertThat(node.log())
          .anySatisfy(
              line -> assertThat(line).contains("CN=node", "for gateway expires on", "29 h"));
      SECOND.issue("RSA", "node", Instant.now(), Duration.ofDays(20), "localhost").writeTo(files);
      eventually(() -> health(url, files).exitCode() == 0);
      assertThat(expiryHours(trusting(files.resolve("ca.crt")), url)).isBetween(478L, 480L);
      assertThat(expiryHours(kept, url)).as("by the connection that was there").isPositive();
      assertTold(sillok("health", "--url", url, "--ca", old.toString()), "issued by CN=the next");
      Files.writeString(files.resolve("tls.key"), "garbage");
      eventually(() ->
          node.log().stream()
              .anyMatch(line -> line.contains("stay as they were") && line.contains("tls.key")));
      assertThat(health(url, files).exitCode()).isZero();
    }
  }

  @Test
  void a_node_whose_certificate_expires_while_it_serves_is_refused_by_clients_that_say_so()
      throws Exception {
    Path files =
        AUTHORITY
            .issue("EC", "node", Instant.now(), Duration.ofSeconds(20), "localhost")
            .writeTo(directory.resolve("tls"));
    try (NodeProcess node = serve(files)) {
      eventually(() -> health(localhost(node), files).err().toString().contains("expired on"));
      assertTold(health(localhost(node), files), "CN=node", "expired on");
      eventually(() ->
          node.log().stream()
              .anyMatch(line -> line.contains("ERROR") && line.contains("for gateway expired on")));
      try (SillokClient client =
          SillokClient.builder()
              .nodes(URI.create(localhost(node)))
              .authority(files.resolve("ca.crt"))
              .connect()) {
        assertThatThrownBy(() -> client.entity("cart", "c-1").state())
            .isInstanceOf(UntrustedNodeException.class)
            .hasMessageContaining("has expired");
      }
    }
  }

  @Test
  void clients_without_a_certificate_are_turned_away_where_they_need_one() throws IOException {
    Path files = AUTHORITY.issue("node", "localhost").writeTo(directory.resolve("tls"));
    Path own = SECOND.issue("a client").writeTo(directory.resolve("client"));
    Path settings =
        Files.writeString(
            directory.resolve("sillok.conf"),
            "sillok.gateway.tls.client-ca = \"%s\"".formatted(own.resolve("ca.crt")));
    try (NodeProcess node = launch(files).with("--config", settings.toString()).start()) {
      String url = localhost(node);
      assertTold(health(url, files), "wants a certificate", "--certificate");
      Ended served =
          sillok(
              "health",
              "--url",
              url,
              "--ca",
              ca(files),
              "--certificate",
              own.resolve("tls.crt").toString(),
              "--private-key",
              own.resolve("tls.key").toString());
      assertThat(served.exitCode()).as("%s", served).isZero();
    }
  }

  @Test
  void a_certificate_that_cannot_be_used_keeps_the_node_from_starting() throws IOException {
    Path expired =
        AUTHORITY.issueExpired("node", "localhost").writeTo(directory.resolve("expired"));
    assertTold(
        launch(expired).run(), expired.resolve("tls.crt").toString(), "CN=node", "expired on");
    Path garbled = AUTHORITY.issue("node").writeTo(directory.resolve("garbled"));
    Files.writeString(garbled.resolve("tls.key"), "garbage");
    assertTold(launch(garbled).run(), garbled.resolve("tls.key").toString(), "private key");
    Path mixed = AUTHORITY.issue("node").writeTo(directory.resolve("mixed"));
    Files.copy(
        AUTHORITY.issue("other").writeTo(directory.resolve("other")).resolve("tls.key"),
        directory.resolve("mixed.key"));
    assertTold(
        NodeLaunch.on(directory.resolve("data"))
            .with(
                "--tls-certificate",
                mixed.resolve("tls.crt").toString(),
                "--tls-key",
                directory.resolve("mixed.key").toString())
            .run(),
        "mixed.key",
        "is not that of the certificate CN=node");
    assertTold(launch(directory.resolve("nowhere")).run(), "There is no file", "nowhere");
  }

  private NodeProcess serve(Path files) {
    return launch(files).start();
  }

  private NodeLaunch launch(Path files) {
    return NodeLaunch.on(directory.resolve("data"))
        .with(
            "--tls-certificate",
            files.resolve("tls.crt").toString(),
            "--tls-key",
            files.resolve("tls.key").toString());
  }

  private static Ended health(String url, Path files) {
    return sillok("health", "--url", url, "--ca", ca(files));
  }

  private static Ended sillok(String... arguments) {
    return NodeLaunch.of(arguments).run();
  }

  private static String ca(Path files) {
    return files.resolve("ca.crt").toString();
  }

  private static String localhost(NodeProcess node) {
    return node.url().replace("127.0.0.1", "localhost");
  }

  private static void assertTold(Ended ended, String... words) {
    assertThat(ended.exitCode()).as("%s", ended).isBetween(1, 2);
    assertThat(ended.err()).as("%s", ended).hasSize(1);
    assertThat(ended.err().getFirst()).startsWith("sillok: ").contains(words);
  }

  private static HttpClient trusting(Path authority) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .sslContext(
            TlsContexts.once(
                TlsSettings.ofShortClient(
                    "test", Optional.empty(), Optional.empty(), Optional.of(authority))))
        .build();
  }

  private static long expiryHours(HttpClient client, String url) throws Exception {
    String metrics =
        client
            .send(
                HttpRequest.newBuilder(URI.create(url + "/metrics")).build(),
                BodyHandlers.ofString())
            .body();
    Matcher gauge =
        Pattern.compile("sillok_certificate_expiry_seconds\\{.*tls.crt.*use=\"gateway\".*} (\\S+)")
            .matcher(metrics);
    assertThat(gauge.find()).as(metrics).isTrue();
    return (long) Double.parseDouble(gauge.group(1)) / 3600;
  }

  /** What holds sooner or later. */
  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void eventually(Condition condition) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
  }
}
