package io.sillok.node.cli.append.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.node.cli.append.file.Progress.Skipped;
import io.sillok.node.cli.append.file.Progress.Target;
import io.sillok.node.cli.append.file.Progress.UnderWay;
import io.sillok.node.cli.client.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProgressFileTest {

  private static final Target TARGET = new Target("page-viewed", "http://h:1", "file:/a", "id");

  @TempDir private Path directory;

  @Test
  void what_is_written_is_read() {
    ProgressFile file = file();
    assertThat(file.read()).isEmpty();
    Progress all =
        new Progress(
            TARGET,
            17,
            "abc",
            Optional.of(new UnderWay(18, 30, "def")),
            Optional.of(new Skipped("/r", 12)));
    file.write(all);
    assertThat(file.read()).contains(all);
    file.write(Progress.none(TARGET));
    assertThat(file.read()).contains(Progress.none(TARGET));
  }

  @Test
  void nothing_else_is_left_beside_it() throws IOException {
    file().write(Progress.none(TARGET));
    try (var files = Files.list(directory)) {
      assertThat(files).containsExactly(file().path());
    }
  }

  @Test
  void another_file_of_that_name_is_not_taken_for_one() throws IOException {
    for (String other : new String[] {"hello", "{}", "[1]", ""}) {
      Files.writeString(file().path(), other);
      assertThatThrownBy(() -> file().read())
          .as(other)
          .isInstanceOf(CommandFailure.class)
          .hasMessageContaining("does not say how far a file is appended");
    }
  }

  @Test
  void where_it_cannot_be_is_told() {
    ProgressFile nowhere = new ProgressFile(directory.resolve("no/such/f.progress"));
    assertThatThrownBy(() -> nowhere.write(Progress.none(TARGET)))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("no such file or directory; name another file with --progress");
  }

  @Test
  void one_run_has_it_at_a_time() throws IOException {
    try (ProgressLock first = file().lock()) {
      assertThat(first).isNotNull();
      assertThatThrownBy(() -> file().lock())
          .isInstanceOf(CommandFailure.class)
          .hasMessageContaining("another run that appends has")
          .hasMessageContaining("f.progress");
    }
    try (ProgressLock second = file().lock()) {
      file().write(Progress.none(TARGET));
      assertThat(second).isNotNull();
    }
    try (var files = Files.list(directory)) {
      assertThat(files).containsExactly(file().path());
    }
  }

  @Test
  void a_run_that_was_killed_is_not_waited_for() throws IOException {
    Files.createFile(directory.resolve("f.progress.lock"));
    try (ProgressLock next = file().lock()) {
      assertThat(next).isNotNull();
    }
  }

  private ProgressFile file() {
    return new ProgressFile(directory.resolve("f.progress"));
  }
}
