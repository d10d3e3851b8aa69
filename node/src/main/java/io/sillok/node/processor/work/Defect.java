package io.sillok.node.processor.work;

import io.sillok.protocol.schema.CodecException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;

/**
 * What processing an event has thrown; an error of the Java machine, too: where its memory is
 * really exhausted, a node ends by itself.
 */
record Defect(Throwable thrown) {

  /** Those who call a module's code, which are not to blame. */
  private static final List<String> CALLERS =
      List.of("java.", "jdk.", "sun.", "io.sillok.protocol.", Fold.class.getName() + "$");

  /** In words, with where it comes from; a module's exception may even fail to tell that. */
  String reason() {
    try {
      return thrown instanceof CodecException
          ? String.valueOf(thrown.getMessage())
          : thrown + origin().map(" at "::concat).orElse("");
    } catch (Throwable untold) {
      return thrown.getClass().getName();
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
  void log(Logger logger, String message) {
    if (thrown instanceof CodecException) {
      return;
    }
    try {
      logger.warn(message, thrown);
    } catch (Throwable untold) {
      logger.warn("{}: {}", message, reason());
    }
  }
}
