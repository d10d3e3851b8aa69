package io.sillok.client.failure;

/** An entity's own rules refused a command; {@link #code()} is the rules'. Nothing was recorded. */
public final class RejectedException extends ProblemException {

  private static final long serialVersionUID = 1L;

  RejectedException(Problem problem) {
    super(problem);
  }
}
