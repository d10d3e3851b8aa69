package io.sillok.client.failure;

import java.util.List;
import java.util.stream.Collectors;

/** A node refused the call or could not answer it, and said why. */
public class ProblemException extends SillokException {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  protected ProblemException(Problem problem) {
    super(message(problem));
    this.problem = problem;
  }

  /** The exception for {@code problem}: this, or one that tells more where there is one. */
  public static ProblemException of(Problem problem) {
    if (problem.type().endsWith("/rejected")) {
      return new RejectedException(problem);
    }
    if (problem.code().equals("wrong-sequence-number")) {
      return new WrongSequenceNumberException(problem);
    }
    return new ProblemException(problem);
  }

  /** All that the node said. */
  public Problem problem() {
    return problem;
  }

  /** The HTTP status. */
  public int status() {
    return problem.status();
  }

  /** Stable and for programs, such as {@code unknown-stream}. */
  public String code() {
    return problem.code();
  }

  /** For people: what was wrong, with the values, and what to do. */
  public String detail() {
    return problem.detail();
  }

  /** Each single thing that was wrong with the body; may be empty. */
  public List<FieldError> errors() {
    return problem.errors();
  }

  @Override
  public boolean retryable() {
    return problem.passing();
  }

  private static String message(Problem problem) {
    String errors =
        problem.errors().stream()
            .map(error -> "; %s: %s".formatted(error.pointer(), error.message()))
            .collect(Collectors.joining());
    return "%s (%s, %d)%s".formatted(problem.detail(), problem.code(), problem.status(), errors);
  }
}
