package io.sillok.node.stream.input;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sillok.protocol.schema.CodecException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * What a module has thrown; an error of the Java machine, too: where its memory is really
 * exhausted, a node ends by itself.
 */
public record Defect(Throwable thrown) {

  /** Those who call a module's code, which are not to blame. */
  private static final List<String> CALLERS =
      List.of(
          "java.",
          "jdk.",
          "sun.",
          "io.sillok.protocol.",
          "io.sillok.node.downstream.",
          "io.sillok.node.processor.work.Fold$");

  private static final int LONGEST = 1000;

  /**
   * In words, not too many, with where it comes from; a module's exception may even fail to tell
   * that.
   */
  public String reason() {
    try {
      return thrown instanceof CodecException
          ? shown(String.valueOf(thrown.getMessage()))
          : shown(thrown.toString()) + origin().map(" at "::concat).orElse("");
    } catch (Throwable untold) {
      return thrown.getClass().getName();
    }
  }

  /** Not too long, and such that it can be kept. */
  public static String shown(String reason) {
    String some = reason.length() > LONGEST ? reason.substring(0, LONGEST) : reason;
    return new String(some.getBytes(UTF_8), UTF_8);
  }

  /** What was thrown, for the log: what it says may be as long as an event. */
  private static final class Shortened extends Throwable {

    private static final long serialVersionUID = 1L;
    private static final int MOST_CAUSES = 10;

    private Shortened(Throwable thrown, @Nullable Throwable cause) {
      super(shown(thrown.toString()), cause, false, true);
      setStackTrace(thrown.getStackTrace());
    }

    /** The same where it is short, with all its causes. */
    static Throwable of(Throwable thrown, int depth) {
      Throwable cause = thrown.getCause();
      return isShort(thrown, depth)
          ? thrown
          : new Shortened(
              thrown, cause == null || depth == MOST_CAUSES ? null : of(cause, depth + 1));
    }

    private static boolean isShort(Throwable thrown, int depth) {
      Throwable cause = thrown.getCause();
      return depth <= MOST_CAUSES
          && thrown.toString().length() <= LONGEST
          && (cause == null || isShort(cause, depth + 1));
    }
  }

  private Optional<String> origin() {
    return Arrays.stream(thrown.getStackTrace())
        .filter(frame -> CALLERS.stream().noneMatch(frame.getClassName()::startsWith))
        .map(frame ->
            "%s.%s(%s:%d)"
                .formatted(
                    frame.getClassName(),
                    frame.getMethodName(),
                    frame.getFileName(),
                    frame.getLineNumber()))
        .findFirst();
  }

  /** Tells all that is known of it, unless its words have all of that. */
  public void log(Logger logger, String message) {
    if (thrown instanceof CodecException) {
      return;
    }
    try {
      logger.warn(message, Shortened.of(thrown, 0));
    } catch (Throwable untold) {
      logger.warn("{}: {}", message, reason());
    }
  }
}
