package io.sillok.cassandra.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class OrphanedServerTest {

  /** Starts a server in the directory given, pauses it, prints its process id, and stays. */
  static final class Parent {

    private Parent() {}

    public static void main(String[] arguments) throws InterruptedException {
      CassandraServer server =
          CassandraServer.start(
              CassandraOptions.defaults()
                  .withHeapMegabytes(256)
                  .withDirectory(Path.of(arguments[0])));
      server.pause();
      System.out.println("server " + server.processId());
      Thread.sleep(Long.MAX_VALUE);
    }
  }

  @Test
  @Timeout(120)
  void dies_when_the_jvm_that_started_it_is_killed_even_while_paused(@TempDir Path directory)
      throws Exception {
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Parent.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    ProcessHandle server = serverOf(parent);
    assertThat(server.isAlive()).isTrue();

    parent.destroyForcibly();

    server.onExit().get(20, TimeUnit.SECONDS);
    while (!isEmpty(directory)) {
      Thread.sleep(50);
    }
  }

  private static ProcessHandle serverOf(Process parent) throws Exception {
    try (var lines = parent.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("server ")) {
          return ProcessHandle.of(Long.parseLong(line.substring("server ".length()))).orElseThrow();
        }
      }
    }
    throw new AssertionError("The parent ended with exit code " + parent.waitFor());
  }

  private static boolean isEmpty(Path directory) throws Exception {
    try (Stream<Path> children = Files.list(directory)) {
      return children.findAny().isEmpty();
    }
  }
}
