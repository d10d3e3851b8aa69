package io.sillok.node;

import static io.sillok.node.TableClient.PRODUCT_LISTED;
import static io.sillok.node.TableClient.listed;
import static io.sillok.node.TestNodes.command;
import static io.sillok.node.TestNodes.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.cassandra.testkit.CassandraExtension;
import io.sillok.node.account.AccountCommand.Deposit;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Tables of a node whose logs are in Cassandra. */
final class CassandraTablesTest {

  @RegisterExtension static final CassandraExtension CASSANDRA = CassandraExtension.shared();

  @TempDir private Path data;

  @Test
  void tables_are_the_same_in_either_store_and_after_restarts() {
    String keyspace = CASSANDRA.newKeyspace();
    JsonNode first;
    JsonNode accounts;
    try (SillokNode node = SillokNode.start(config(keyspace, "cassandra"))) {
      TableClient client = new TableClient(node);
      client.declare("stock", PRODUCT_LISTED.formatted(""));
      for (int number = 0; number < 60; number++) {
        client.append("stock", listed("p-" + number % 20, number));
        execute(node, "a-" + number % 5, command(new Deposit(number)));
      }
      String position = client.remove("stock", "p-7");
      Map<String, JsonNode> rows = client.rows("/v1/streams/stock/table?atLeast=" + position);
      assertThat(rows).hasSize(19).doesNotContainKey("p-7");
      rows.forEach((key, row) ->
          assertThat(row.at("/value/stock").asInt() % 20)
              .isEqualTo(Integer.parseInt(key.substring(2))));
      first = client.post("/v1/streams/stock/table/verify", "").ok();
      assertThat(first.path("equal").asBoolean()).as(first.toString()).isTrue();
      accounts = verifiedAccounts(client);
    }
    for (String tables : new String[] {"cassandra", "rocksdb"}) {
      try (SillokNode node = SillokNode.start(config(keyspace, tables))) {
        TableClient client = new TableClient(node);
        JsonNode again = client.post("/v1/streams/stock/table/verify", "").ok();
        assertThat(again.path("equal").asBoolean()).as(tables).isTrue();
        assertThat(again.path("digest")).as(tables).isEqualTo(first.path("digest"));
        assertThat(verifiedAccounts(client)).as(tables).isEqualTo(accounts);
      }
    }
  }

  /** The digest of all accounts, once the table has them all. */
  private static JsonNode verifiedAccounts(TableClient client) {
    TestNodes.eventually(() -> client.rows("/v1/tables/account").size() == 5);
    String position =
        client.get("/v1/streams/account.deposited/events?limit=1000").ok().path("next").asText();
    client.rows("/v1/tables/account?atLeast=" + position);
    JsonNode verification = client.post("/v1/tables/account/verify", "").ok();
    assertThat(verification.path("equal").asBoolean()).as(verification.toString()).isTrue();
    assertThat(verification.path("rows").asInt()).isEqualTo(5);
    return verification.path("digest");
  }

  @Test
  void tables_are_in_cassandra_only_where_the_logs_are() {
    NodeConfig config =
        TestNodes.config(data).settings(Map.of("sillok.node.tables.store", "cassandra"));
    assertThatThrownBy(() -> SillokNode.start(config))
        .isInstanceOfSatisfying(
            StartException.class, refused -> assertThat(refused.code()).isEqualTo("wrong-setting"))
        .hasMessageContaining("sillok.node.tables.store")
        .hasMessageContaining("rocksdb");
  }

  private NodeConfig config(String keyspace, String tables) {
    String driver = "datastax-java-driver.";
    Map<String, String> settings = new HashMap<>();
    settings.put("sillok.persistence.store", "cassandra");
    settings.put("sillok.persistence.cassandra.keyspace", keyspace);
    settings.put("sillok.persistence.cassandra.create-schema", "on");
    settings.put(
        "sillok.persistence.cassandra.replication",
        "{'class': 'SimpleStrategy', 'replication_factor': 1}");
    settings.put("sillok.node.tables.store", tables);
    settings.put(
        driver + "basic.contact-points.0",
        "%s:%d"
            .formatted(
                CASSANDRA.contactPoint().getAddress().getHostAddress(),
                CASSANDRA.contactPoint().getPort()));
    settings.put(driver + "basic.load-balancing-policy.local-datacenter", CASSANDRA.datacenter());
    settings.put(driver + "profiles.sillok.basic.request.timeout", "20 s");
    return TestNodes.config(data).settings(settings);
  }
}
