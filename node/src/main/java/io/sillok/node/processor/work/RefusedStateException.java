package io.sillok.node.processor.work;

import io.sillok.node.stream.input.Defect;

/** The record of a state does not take what was kept of it; the message tells the cure. */
final class RefusedStateException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  RefusedStateException(String place, String key, Defect defect) {
    super(
        "The kept state of key %s of %s cannot be read: %s; raise the processor's revision, so that its states are made anew, or mend the record of the state so that it takes what was kept"
            .formatted(key, place, defect.reason()),
        defect.thrown());
  }
}
