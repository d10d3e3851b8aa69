package io.sillok.node.cli;

import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
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
    return new Terminal(
        System.in,
        new PrintWriter(System.out, true, charset("stdout.encoding")),
        new PrintWriter(System.err, true, charset("stderr.encoding")),
        Boolean.getBoolean("sillok.terminal"),
        System.getenv());
  }

  /** Whether to use colours: for a person who did not ask for none (no-color.org). */
  public boolean colours() {
    return interactive
        && environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !"dumb".equals(environment.get("TERM"));
  }

  private static Charset charset(String property) {
    return Charset.forName(System.getProperty(property, Charset.defaultCharset().name()));
  }
}
