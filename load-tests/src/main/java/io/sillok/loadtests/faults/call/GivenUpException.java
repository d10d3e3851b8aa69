package io.sillok.loadtests.faults.call;

/** A call was not answered, however often it was made. */
public final class GivenUpException extends RuntimeException {

  private static final long serialVersionUID = 1;

  GivenUpException(String message) {
    super(message);
  }
}
