package io.sillok.node.stream.filter;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelEvaluationListener;
import dev.cel.runtime.CelVariableResolver;
import io.sillok.node.stream.filter.schema.Absences;
import io.sillok.node.stream.filter.schema.RecordType;
import io.sillok.node.stream.filter.schema.RecordValue;
import io.sillok.node.stream.filter.text.Patterns;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * One evaluation on one event: what the variables are, and how many steps are left. Steps are
 * counted, not time, so that an event that fails once fails always and everywhere. Not thread-safe.
 */
final class Evaluation implements CelVariableResolver, CelEvaluationListener {

  /** A step takes 5 to 50 ns, so all of them take a good tenth of a second at most. */
  static final int MOST_STEPS = 1_000_000;

  private static final int CHARACTERS_A_STEP = 32;
  private static final int ELEMENTS_A_STEP = 8;

  private final FilteredEvent event;
  private final Literals literals;
  private final Patterns patterns;
  private final Absences absences = new Absences();
  private final Object data;
  private long stepsLeft = MOST_STEPS;

  Evaluation(FilteredEvent event, RecordType type, Literals literals, Patterns patterns) {
    this.event = event;
    this.literals = literals;
    this.patterns = patterns;
    data =
        event.data().isNull()
            ? NullValue.NULL_VALUE
            : new RecordValue(type, event.data(), absences);
  }

  @Override
  public Optional<Object> find(String variable) {
    return switch (variable) {
      case "data" -> Optional.of(data);
      case "key" -> Optional.of(event.key().orElse(""));
      case "time" -> Optional.of(event.time());
      case "appendedAt" -> Optional.of(event.appendedAt());
      case "stream" -> Optional.of(event.stream());
      case "partition" -> Optional.of((long) event.partition());
      case "offset" -> Optional.of(event.offset());
      default -> literals.find(variable);
    };
  }

  /** Called with the value of each part of the expression, before anything is done with it. */
  @Override
  public void callback(CelExpr part, Object value) {
    stepsLeft -= 1 + steps(part, value);
    if (stepsLeft < 0) {
      throw new OutOfSteps();
    }
  }

  private long steps(CelExpr part, Object value) {
    return switch (value) {
      case String text ->
          (long) text.length() * (1 + patterns.sizeFor(part.id())) / CHARACTERS_A_STEP;
      case CelByteString bytes -> bytes.size() / CHARACTERS_A_STEP;
      case Collection<?> elements -> size(elements) / ELEMENTS_A_STEP;
      case Map<?, ?> entries -> size(entries.values()) / ELEMENTS_A_STEP;
      default -> 0;
    };
  }

  /** With all that is nested: CEL goes through all of it each time a list or map is named. */
  private static long size(Collection<?> elements) {
    long size = elements.size();
    for (Object element : elements) {
      if (element instanceof Collection<?> nested) {
        size += size(nested);
      } else if (element instanceof Map<?, ?> nested) {
        size += size(nested.values());
      }
    }
    return size;
  }

  boolean removed() {
    return event.data().isNull();
  }

  Absences absences() {
    return absences;
  }

  /**
   * Thrown when no steps are left. An error, because CEL goes on behind an exception where the
   * other side of a {@code ||} can still decide.
   */
  static final class OutOfSteps extends Error {

    private static final long serialVersionUID = 1L;

    private OutOfSteps() {
      super("No steps are left", null, false, false);
    }
  }
}
