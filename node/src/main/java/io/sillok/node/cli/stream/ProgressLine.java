package io.sillok.node.cli.stream;

import io.sillok.node.cli.Terminal;
import io.sillok.node.cli.append.FileAppend;
import io.sillok.node.cli.append.Summary;
import io.sillok.node.cli.append.file.LineSource;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Tells how far a file is appended: on a terminal each second, else only of what goes wrong. */
final class ProgressLine implements FileAppend.Watcher {

  private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final double MEBI = 1 << 20;
  private static final String CLEAR_REST = "\033[K";

  private final Terminal terminal;
  private long shownAt = System.nanoTime();
  private String reason = "";
  private long reasonAt;

  ProgressLine(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void goesOnBehind(long lines) {
    terminal.err().println("sillok: goes on behind line %d".formatted(lines));
  }

  @Override
  public void reached(Summary sofar, LineSource source) {
    reason = "";
    if (terminal.interactive() && System.nanoTime() - shownAt >= EVERY_NANOS) {
      shownAt = System.nanoTime();
      terminal.err().print("\r" + line(sofar, source) + CLEAR_REST);
      terminal.err().flush();
    }
  }

  @Override
  public void waits(String why, Duration left) {
    long now = System.nanoTime();
    if (!why.equals(reason)) {
      say("waits: %s. Tries again for %s (--patience)".formatted(why, inWords(left)));
    } else if (now - reasonAt > AGAIN_NANOS) {
      say("still waits; gives up in " + inWords(left));
    } else {
      return;
    }
    reason = why;
    reasonAt = now;
  }

  private void say(String what) {
    clear();
    terminal.err().println("sillok: " + what);
  }

  private static String inWords(Duration time) {
    long seconds = Math.max(1, time.plusMillis(500).toSeconds());
    return seconds < 120 ? seconds + " s" : "%d min".formatted((seconds + 30) / 60);
  }

  /** Makes room for something else. */
  void clear() {
    if (terminal.interactive()) {
      terminal.err().print("\r" + CLEAR_REST);
      terminal.err().flush();
    }
  }

  private static String line(Summary sofar, LineSource source) {
    String bytes =
        source.size().isPresent()
            ? "%.1f of %.1f MiB, %.0f %%"
                .formatted(
                    source.bytes() / MEBI,
                    source.size().getAsLong() / MEBI,
                    100.0 * source.bytes() / Math.max(1, source.size().getAsLong()))
            : "%.1f MiB".formatted(source.bytes() / MEBI);
    return "%,d events, %s, %,.0f a second".formatted(sofar.events(), bytes, sofar.rate());
  }
}
