package io.sillok.loadtests.window;

import io.sillok.loadtests.Fork;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A peer's engine in a process of its own, with its own jars; it answers a line with a line. */
final class PeerProcess implements AutoCloseable {

  private static final String HEAP = "-Xmx2g";

  /** What Flink's own start scripts open of Java. */
  private static final List<String> OPENED =
      List.of(
          "java.lang",
          "java.net",
          "java.io",
          "java.nio",
          "sun.nio.ch",
          "java.lang.reflect",
          "java.text",
          "java.time",
          "java.util",
          "java.util.concurrent",
          "java.util.concurrent.atomic",
          "java.util.concurrent.locks");

  private final String name;
  private final Process process;
  private final BufferedReader answers;
  private final Writer tasks;

  private PeerProcess(String name, Process process) {
    this.name = name;
    this.process = process;
    answers = process.inputReader(StandardCharsets.UTF_8);
    tasks = process.outputWriter(StandardCharsets.UTF_8);
  }

  /**
   * Starts {@code main} of a module beside this one.
   *
   * @param module such as {@code flink}
   * @throws IOException if it has not been built
   */
  static PeerProcess start(Path project, String module, String main, List<String> arguments)
      throws IOException {
    Path target = project.resolve("load-tests").resolve(module).resolve("target");
    if (!Files.isDirectory(target.resolve("lib"))) {
      throw new IOException(
          "The jars of %s are not in %s; load-tests/run windows-tumbling fetches them from Maven Central with mvn -Pkafka,windows package"
              .formatted(module, target));
    }
    List<String> command = new ArrayList<>(List.of(Fork.java(), HEAP));
    OPENED.forEach(each -> command.add("--add-opens=java.base/%s=ALL-UNNAMED".formatted(each)));
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
            // Kafka Streams asks for topics of its own before it makes them.
            "-Dorg.slf4j.simpleLogger.log.org.apache.kafka.clients.admin.internals=off",
            "-cp",
            target.resolve("classes") + ":" + target.resolve("lib") + "/*",
            main));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new PeerProcess(module, process);
  }

  /** Has it do what {@code words}, which have no spaces, say; returns its words. */
  List<String> ask(List<String> words) throws IOException {
    tasks.write(String.join(" ", words) + "\n");
    tasks.flush();
    String answer = answers.readLine();
    if (answer == null) {
      throw new IOException("%s failed at: %s".formatted(name, String.join(" ", words)));
    }
    return List.of(answer.split(" ", -1));
  }

  long process() {
    return process.pid();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
