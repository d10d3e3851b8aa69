package io.sillok.node.stream.input;

/** The Java machine failed under an event, which is not parked for that. */
public final class MachineFailureException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public MachineFailureException(String place, long offset, Defect defect) {
    super(
        "The event at offset %d of %s could not be processed: %s; it is tried again, for it may not be to blame: give the node more memory (-Xmx), or mend the rules if they need too much of it"
            .formatted(offset, place, defect.reason()),
        defect.thrown());
  }
}
