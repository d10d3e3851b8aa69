package io.sillok.persistence.pekko.state;

import org.apache.pekko.persistence.state.exception.DurableStateException;

/** A durable state was not written, for its revision does not follow the current one. */
public final class UpsertRevisionException extends DurableStateException {

  private static final long serialVersionUID = 1L;

  UpsertRevisionException(String message) {
    super(message);
  }
}
