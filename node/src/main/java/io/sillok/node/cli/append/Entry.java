package io.sillok.node.cli.append;

import io.sillok.node.cli.append.file.Line;
import java.util.List;

/** A line that is no blank one, and what it is to a stream. */
sealed interface Entry {

  Line line();

  /**
   * An event to be sent.
   *
   * @param head what goes before the line to make a CloudEvent of it; empty if it is one itself
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared; nobody writes into it
  record Event(Line line, byte[] head) implements Entry {

    /** Whether the line is the event's data alone. */
    boolean isBare() {
      return head.length > 0;
    }
  }

  /**
   * A line that is not taken.
   *
   * @param code stable and for programs
   * @param faults each single thing that is wrong; one at least
   */
  record Refusal(Line line, String code, List<Fault> faults) implements Entry {

    public Refusal {
      faults = List.copyOf(faults);
    }

    static Refusal of(Line line, String code, String message) {
      return new Refusal(line, code, List.of(new Fault(code, "", message)));
    }

    /** The first thing that is wrong. */
    String message() {
      return faults.getFirst().message();
    }
  }

  /**
   * @param pointer into the line's JSON (RFC 6901); empty for all of it
   */
  record Fault(String code, String pointer, String message) {}
}
