package io.sillok.node.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How to run the packaged {@code sillok} as a process.
 *
 * @param prefix words before the JVM, such as those of {@code nsenter}
 * @param arguments of the command line
 */
public record NodeLaunch(List<String> prefix, List<String> arguments) {

  private static final Path JAR = Path.of("target", "sillok.jar").toAbsolutePath();
  private static final Path STOREFRONT =
      Path.of("..", "examples", "storefront", "target", "storefront.jar").toAbsolutePath();

  /** Runs {@code sillok} with any arguments. */
  public static NodeLaunch of(String... arguments) {
    return new NodeLaunch(List.of(), List.of(arguments));
  }

  /** Starts a node with the storefront on {@code data} and a free port. */
  public static NodeLaunch on(Path data) {
    return on(data, 0);
  }

  /** The same on a port of its own. */
  public static NodeLaunch on(Path data, int port) {
    return of("start", "--data", data.toString(), "--port", Integer.toString(port), "--modules")
        .with(STOREFRONT.toString());
  }

  /** The same with more arguments. */
  public NodeLaunch with(String... more) {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(List.of(more));
    return new NodeLaunch(prefix, all);
  }

  /** The same, run by another program. */
  public NodeLaunch by(List<String> program) {
    return new NodeLaunch(program, arguments);
  }

  /** Starts it and returns when it serves. */
  public NodeProcess start() {
    return switch (tryStart()) {
      case NodeProcess node -> node;
      case Ended ended -> throw new AssertionError("The node did not start: " + ended);
    };
  }

  /** Starts it and returns when it serves or has ended. */
  public Outcome tryStart() {
    NodeProcess node = new NodeProcess(spawn());
    try {
      return node.awaitReady() ? node : node.awaitEnd();
    } catch (AssertionError failure) {
      node.close();
      throw failure;
    }
  }

  /** Starts a command that will go on for a while, and returns at once. */
  public NodeProcess begin() {
    return new NodeProcess(spawn());
  }

  /** Runs it to its end, which is expected to come by itself. */
  public Ended run() {
    return run("");
  }

  /** The same with {@code input} as its standard input. */
  public Ended run(String input) {
    Process process = spawn();
    try (var stdin = process.outputWriter()) {
      stdin.write(input);
    } catch (IOException notRead) {
      // it ended without asking for any
    }
    try (NodeProcess running = new NodeProcess(process)) {
      return running.awaitEnd();
    }
  }

  /** What may become of a process. */
  public sealed interface Outcome permits NodeProcess, Ended {}

  /** It has ended, and said this. */
  public record Ended(int exitCode, List<String> out, List<String> err) implements Outcome {}

  private Process spawn() {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(java());
    try {
      command.addAll(ClassArchive.options(java(), JAR));
      command.addAll(program());
      return new ProcessBuilder(command).start();
    } catch (IOException failure) {
      throw new AssertionError("Cannot run " + command, failure);
    }
  }

  private static List<String> java() {
    List<String> java = new ArrayList<>();
    java.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    java.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx512m"));
    if (Runtime.version().feature() >= 23) {
      java.add("--sun-misc-unsafe-memory-access=allow");
    }
    return java;
  }

  /** What the JVM runs. */
  List<String> program() {
    List<String> program = new ArrayList<>(List.of("-jar", JAR.toString()));
    program.addAll(arguments);
    return program;
  }
}
