package io.sillok.node.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigResolveOptions;
import io.sillok.cassandra.testkit.CassandraExtension;
import io.sillok.cassandra.testkit.certificate.CertificateAuthority;
import io.sillok.node.NodeConfig;
import io.sillok.node.SillokNode;
import io.sillok.persistence.tls.CertificateInUse;
import io.sillok.persistence.tls.CertificatesInUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What {@code deploy/production.conf} sets is known, and a node starts with it. */
final class ProductionSettingsTest {

  @RegisterExtension static final CassandraExtension CASSANDRA = CassandraExtension.shared();

  private static final Path FILE = Path.of("..", "deploy", "production.conf");
  private static final List<Path> TABLES =
      List.of(
          Path.of("..", "deploy", "cassandra", "schema.cql"),
          Path.of("..", "deploy", "cassandra", "tables.cql"));
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String SECRETS = "/etc/sillok/tls";

  @TempDir private Path directory;

  @Test
  void every_setting_is_one_that_there_is() {
    Config reference = ConfigFactory.defaultReferenceUnresolved();
    Config production = ConfigFactory.parseFile(FILE.toFile());
    TreeSet<String> unknown = new TreeSet<>();
    production
        .resolve(ConfigResolveOptions.defaults().setAllowUnresolved(true))
        .entrySet()
        .forEach(setting -> {
          if (!setting.getKey().startsWith("datastax-java-driver.")
              && !ConfigFactory.load(reference).hasPathOrNull(setting.getKey())) {
            unknown.add(setting.getKey());
          }
        });
    assertThat(unknown).isEmpty();
  }

  @Test
  void a_node_starts_with_it_and_with_certificates_where_secrets_are_mounted() throws IOException {
    CertificateAuthority authority = CertificateAuthority.named("production");
    for (String use : List.of("gateway", "cluster", "cassandra")) {
      authority.issue(use, "127.0.0.51").writeTo(directory.resolve(use));
    }
    Path file =
        Files.writeString(
            directory.resolve("sillok.conf"),
            Files.readString(FILE).replace(SECRETS, directory.toString()));
    String keyspace = CASSANDRA.newKeyspace();
    makeTables(keyspace);
    NodeConfig config =
        NodeConfig.at(directory.resolve("data")).port(0).file(file).settings(hereAndNow(keyspace));
    try (SillokNode node = SillokNode.start(config)) {
      assertThat(node.secured()).isTrue();
      assertThat(node.cluster().state().toCompletableFuture().join().members()).hasSize(1);
      assertThat(CertificatesInUse.all())
          .filteredOn(each -> each.file().startsWith(directory))
          .extracting(CertificateInUse::use)
          .containsOnly("gateway", "cluster");
    }
  }

  @Test
  void the_tables_of_its_table_store_are_those_that_a_node_makes() throws IOException {
    Path made = Path.of("src/main/resources/io/sillok/node/table/cassandra/tables.cql");
    assertThat(Files.readString(TABLES.getLast()))
        .isEqualTo(Files.readString(made).replace("${keyspace}", "sillok"));
  }

  /** As whoever may create them does before the first node is started, in another keyspace. */
  private static void makeTables(String keyspace) throws IOException {
    try (CqlSession session =
        CqlSession.builder()
            .addContactPoint(CASSANDRA.contactPoint())
            .withLocalDatacenter(CASSANDRA.datacenter())
            .build()) {
      for (Path file : TABLES) {
        String statements =
            Files.readString(file)
                .replaceAll("--.*", "")
                .replace("sillok.", keyspace + ".")
                .replace("KEYSPACE IF NOT EXISTS sillok", "KEYSPACE IF NOT EXISTS " + keyspace)
                .replace("'NetworkTopologyStrategy'", "'SimpleStrategy'")
                .replace("'replication_factor': 3", "'replication_factor': 1");
        for (String statement : statements.strip().split(";", -1)) {
          if (!statement.isBlank()) {
            session.execute(SimpleStatement.newInstance(statement).setTimeout(PATIENCE));
          }
        }
      }
    }
  }

  /** What a test's Cassandra has otherwise: its place, no TLS, nobody who logs in. */
  private static Map<String, String> hereAndNow(String keyspace) {
    Map<String, String> settings = new HashMap<>();
    settings.put(
        "datastax-java-driver.basic.contact-points.0",
        CASSANDRA.contactPoint().getAddress().getHostAddress()
            + ":"
            + CASSANDRA.contactPoint().getPort());
    settings.put(
        "datastax-java-driver.basic.load-balancing-policy.local-datacenter",
        CASSANDRA.datacenter());
    settings.put("datastax-java-driver.advanced.auth-provider.class", "PlainTextAuthProvider");
    settings.put("sillok.persistence.cassandra.tls.enabled", "off");
    settings.put("sillok.persistence.cassandra.keyspace", keyspace);
    settings.put("sillok.node.cluster.host", "127.0.0.51");
    settings.put("sillok.node.cluster.port", "0");
    return settings;
  }
}
