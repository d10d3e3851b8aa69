package io.sillok.node.cli;

import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What surrounds the process.
 *
 * @param interactive whether a person reads {@code out}
 */
public record Terminal(
    InputStream in,
    PrintWriter out,
    PrintWriter err,
    boolean interactive,
    Map<String, String> environment) {

  /** The terminal, pipe or file that this process was started with. */
  public static Terminal ofProcess() {
    boolean interactive = Boolean.getBoolean("sillok.terminal");
    return new Terminal(
        System.in,
        new PrintWriter(System.out, true, charset("stdout.encoding", interactive)),
        new PrintWriter(System.err, true, charset("stderr.encoding", interactive)),
        interactive,
        System.getenv());
  }

  /** Whether to use colours: for a person who did not ask for none (no-color.org). */
  public boolean colours() {
    return interactive
        && environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !"dumb".equals(environment.get("TERM"));
  }

  /** A terminal has its own; programs are given UTF-8, whatever the locale. */
  private static Charset charset(String property, boolean interactive) {
    return interactive
        ? Charset.forName(System.getProperty(property, StandardCharsets.UTF_8.name()))
        : StandardCharsets.UTF_8;
  }
}
