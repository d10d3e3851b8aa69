package io.sillok.client.failure;

/** An entity does not stand where a command expected it. Nothing was recorded. */
public final class WrongSequenceNumberException extends ProblemException {

  private static final long serialVersionUID = 1L;

  WrongSequenceNumberException(Problem problem) {
    super(problem);
  }

  /** What the command expected. */
  public long expected() {
    return problem().members().path("expected").asLong();
  }

  /** The sequence number of the entity's last event. */
  public long actual() {
    return problem().members().path("actual").asLong();
  }
}
