package io.sillok.node.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import io.sillok.node.NodeConfig;
import io.sillok.node.SillokNode;
import io.sillok.node.StartException;
import io.sillok.node.cli.client.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

final class ClusterOptionsTest {

  private static final String POLICY = "datastax-java-driver.basic.load-balancing-policy.";
  private static final String IN_CASSANDRA = "sillok.persistence.store = cassandra\n";

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "--store cassandra --contact-points h, '', datacenter1",
    "--store cassandra --contact-points h, dc-of-file, dc-of-file",
    "--store cassandra --contact-points h --datacenter dc2, '', dc2",
    "--store cassandra --contact-points h --datacenter dc2, dc-of-file, dc2",
    "--store cassandra --datacenter dc2, dc-of-file, dc2",
    "--contact-points h, '', datacenter1",
    "--contact-points h, dc-of-file, dc-of-file",
    "--datacenter dc2, '', dc2",
    "--datacenter dc2, dc-of-file, dc2",
    "--keyspace shop, dc-of-file, dc-of-file",
  })
  void the_command_line_goes_before_the_file_and_that_before_the_usual_data_center(
      String options, String ofFile, String datacenter) throws IOException {
    String line = ofFile.isEmpty() ? "" : "%slocal-datacenter = %s%n".formatted(POLICY, ofFile);
    String store = options.contains("--store") ? "" : IN_CASSANDRA;

    assertThat(settings(store + line, options).getString(POLICY + "local-datacenter"))
        .isEqualTo(datacenter);
  }

  @Test
  void without_contact_points_the_driver_finds_its_data_center_itself() throws IOException {
    assertThat(settings(IN_CASSANDRA, "--keyspace shop").hasPath(POLICY + "local-datacenter"))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "--contact-points h",
    "--datacenter dc2",
    "--keyspace shop",
    "--create-schema",
    "--store rocksdb --keyspace shop"
  })
  void cassandra_is_not_spoken_of_where_it_is_not_used(String options) {
    String file = options.contains("--store") ? IN_CASSANDRA : "";

    assertThatThrownBy(() -> settings(file, options))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("sillok.persistence.store is rocksdb")
        .hasMessageContaining("add --store cassandra");
  }

  @Test
  void a_file_that_is_not_there_is_told() {
    assertThatThrownBy(() -> completed(directory.resolve("none.conf"), "--keyspace shop"))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("none.conf");
  }

  /** All settings that a node would have. */
  private Config settings(String file, String options) throws IOException {
    return SillokNode.settings(
        completed(Files.writeString(directory.resolve("node.conf"), file), options));
  }

  private NodeConfig completed(Path file, String options) {
    ClusterOptions cluster = new ClusterOptions();
    new CommandLine(cluster).parseArgs(options.split(" "));
    return cluster.completed(NodeConfig.at(directory).settings(cluster.settings()).file(file));
  }
}
