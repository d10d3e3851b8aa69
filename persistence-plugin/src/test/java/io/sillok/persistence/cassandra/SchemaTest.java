package io.sillok.persistence.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SchemaTest {

  @Test
  void the_schema_that_operators_run_is_the_one_that_the_plugin_creates() throws IOException {
    Path deployed = Path.of("..", "deploy", "cassandra", "schema.cql");
    assertThat(Files.readString(deployed))
        .isEqualTo(
            Schema.cql("sillok", "{'class': 'NetworkTopologyStrategy', 'replication_factor': 3}"));
  }

  @Test
  void a_keyspace_is_named_as_cassandra_names_it_without_quotes() {
    assertThat(Schema.cql("shop", "{}")).contains("shop.log (").doesNotContain("${");
  }
}
