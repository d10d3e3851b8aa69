package io.sillok.loadtests.server;

import io.sillok.loadtests.usage.Usage;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A server on this machine, as one word on a worker's command line, such as {@code
 * kafka:9092:4711}.
 *
 * @param port where it listens
 * @param processes the operating system's numbers of it and of the store behind it
 */
public record Target(Kind kind, int port, List<Long> processes) {

  /** What it speaks. */
  public enum Kind {
    /** HTTP, to a node. */
    SILLOK,
    /** Kafka's protocol, to a broker. */
    KAFKA
  }

  public Target {
    processes = List.copyOf(processes);
  }

  /** What {@link #word} wrote. */
  public static Target parse(String word) {
    List<String> parts = List.of(word.split(":", -1));
    return new Target(
        Kind.valueOf(parts.get(0).toUpperCase(Locale.ROOT)),
        Integer.parseInt(parts.get(1)),
        Arrays.stream(parts.get(2).split(",", -1)).map(Long::valueOf).toList());
  }

  /** All of it in one word. */
  public String word() {
    return "%s:%d:%s"
        .formatted(
            kind.name().toLowerCase(Locale.ROOT),
            port,
            processes.stream().map(String::valueOf).collect(Collectors.joining(",")));
  }

  /** What it uses. */
  public Usage usage() {
    return new Usage(processes);
  }
}
