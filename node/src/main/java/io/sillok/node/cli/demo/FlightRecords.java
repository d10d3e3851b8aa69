package io.sillok.node.cli.demo;

import io.sillok.node.cli.append.file.LineSource;
import io.sillok.node.cli.client.CommandFailure;
import io.sillok.node.cli.client.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.spi.ToolProvider;

/** The example of flights: a tool in a jar beside the node's, which prints events. */
final class FlightRecords {

  private static final String NAME = "flights";
  private static final int AHEAD = 1 << 16;

  private final ToolProvider tool;

  private FlightRecords(ToolProvider tool) {
    this.tool = tool;
  }

  /** Whoever launches the node says where its examples are; without them there is none. */
  static Optional<FlightRecords> find() {
    List<Path> jars =
        Arrays.stream(System.getProperty("sillok.examples", "").split(File.pathSeparator))
            .filter(path -> !path.isEmpty())
            .map(Path::of)
            .filter(Files::isRegularFile)
            .toList();
    // The tool reads its records from the jar for as long as the process lives.
    URLClassLoader loader =
        new URLClassLoader(
            "examples",
            jars.stream().map(FlightRecords::url).toArray(URL[]::new),
            FlightRecords.class.getClassLoader());
    return ServiceLoader.load(ToolProvider.class, loader).stream()
        .filter(provider -> loader.equals(provider.type().getClassLoader()))
        .map(ServiceLoader.Provider::get)
        .filter(tool -> tool.name().equals(NAME))
        .findFirst()
        .map(FlightRecords::new);
  }

  /** What is to be declared of a stream or projection, as JSON. */
  String declaration(String name) {
    ByteArrayOutputStream declaration = new ByteArrayOutputStream();
    run(declaration, name, "--declaration");
    return declaration.toString(StandardCharsets.UTF_8);
  }

  /** The events of {@code stream}, printed no faster than they are read, until it is closed. */
  LineSource events(String stream) {
    try {
      PipedInputStream events = new PipedInputStream(AHEAD);
      PipedOutputStream printed = new PipedOutputStream(events);
      Thread.ofPlatform().name("demo-" + stream).daemon().start(() -> print(printed, stream));
      return LineSource.of(events);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private void print(OutputStream out, String stream) {
    try (out) {
      tool.run(new PrintStream(out, false, StandardCharsets.UTF_8), System.err, stream);
    } catch (IOException nobodyReads) {
      // that is how it ends when the demo does
    }
  }

  private void run(OutputStream out, String... arguments) {
    PrintStream printed = new PrintStream(out, false, StandardCharsets.UTF_8);
    int exitCode = tool.run(printed, System.err, arguments);
    printed.flush();
    if (exitCode != 0) {
      throw new CommandFailure(
          ExitCode.FAILED, "the example of flights ended with " + exitCode + "; build it again");
    }
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
