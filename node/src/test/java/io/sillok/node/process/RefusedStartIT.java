package io.sillok.node.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.sillok.node.process.NodeLaunch.Ended;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that cannot start says why in one line. */
final class RefusedStartIT {

  @TempDir private Path directory;

  @Test
  void a_second_process_on_the_same_data_directory_is_refused() throws IOException {
    Path data = directory.resolve("data");
    try (NodeProcess first = NodeLaunch.on(data).start()) {
      assertRefused(NodeLaunch.on(data).run(), data.toString());
      assertThat(first.get("/health/ready").status()).isEqualTo(200);
    }
  }

  @Test
  void a_port_in_use_is_refused() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      Ended ended =
          NodeLaunch.of("start", "--data", directory.resolve("data").toString(), "--port", port)
              .run();
      assertRefused(ended, port);
    }
  }

  @Test
  void a_data_directory_below_a_file_is_refused() throws IOException {
    Path data = Files.writeString(directory.resolve("file"), "text").resolve("data");
    assertRefused(NodeLaunch.on(data).run(), data.toString());
  }

  @Test
  void a_data_directory_that_is_a_file_is_refused() throws IOException {
    Path data = Files.writeString(directory.resolve("file"), "text");
    assertRefused(NodeLaunch.on(data).run(), data.toString());
    assertThat(data).hasContent("text");
  }

  @Test
  void a_module_that_is_missing_is_refused() {
    Path jar = directory.resolve("missing.jar");
    assertRefused(startWith(jar), jar.toString());
  }

  @Test
  void a_module_that_is_no_jar_is_refused() throws IOException {
    Path jar = Files.writeString(directory.resolve("text.jar"), "not a jar");
    assertRefused(startWith(jar), jar.toString());
  }

  @Test
  void a_jar_without_a_module_is_refused() throws IOException {
    Path jar = ModuleJar.withoutModule(directory.resolve("empty.jar"));
    assertRefused(startWith(jar), jar.toString());
  }

  @Test
  void a_module_that_was_built_for_another_version_is_refused() throws IOException {
    Path jar = ModuleJar.ofProtocol(99, directory);
    Ended ended = startWith(jar);
    assertRefused(ended, "99");
    assertThat(ended.err().getFirst()).contains("from-the-future");
  }

  @Test
  void a_module_whose_class_is_missing_is_refused() throws IOException {
    Path jar = ModuleJar.naming("no.such.Module", directory.resolve("broken.jar"));
    assertRefused(startWith(jar), "no.such.Module");
  }

  @Test
  void a_port_out_of_range_is_a_misuse() {
    Ended ended = NodeLaunch.of("start", "--port", "65536").run();
    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.err().getFirst()).startsWith("sillok: ").contains("65536");
  }

  private Ended startWith(Path module) {
    return NodeLaunch.of(
            "start", "--data", directory.resolve("data").toString(), "--port", "0", "--modules")
        .with(module.toString())
        .run();
  }

  private static void assertRefused(Ended ended, String what) {
    assertThat(ended.exitCode()).as("%s", ended).isEqualTo(1);
    // On a slow machine Pekko tells that a partition takes its time.
    assertThat(ended.err())
        .filteredOn(line -> !line.contains(" o.a.p.c.s.ShardRegion "))
        .singleElement(STRING)
        .startsWith("sillok: ")
        .contains(what)
        .doesNotContain("Exception");
    assertThat(ended.out()).isEmpty();
  }
}
