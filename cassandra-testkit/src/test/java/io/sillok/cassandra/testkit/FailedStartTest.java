package io.sillok.cassandra.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FailedStartTest {

  @Test
  void says_what_the_server_said_and_leaves_nothing(@TempDir Path directory) {
    CassandraOptions wrong =
        CassandraOptions.defaults().withDirectory(directory).withYaml("no_such_setting: 1");

    assertThatThrownBy(() -> CassandraServer.start(wrong))
        .isInstanceOf(CassandraException.class)
        .hasMessageContaining("it ended with exit code")
        .hasMessageContaining("no_such_setting");

    assertThat(directory).isEmptyDirectory();
  }
}
