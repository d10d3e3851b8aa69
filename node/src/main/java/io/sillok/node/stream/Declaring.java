package io.sillok.node.stream;

import io.sillok.node.stream.StreamDefinition.Declared;
import java.util.List;

/** What becomes of a declaration. */
public sealed interface Declaring {

  /** It is new. */
  record Created(Declared stream) implements Declaring {}

  /** There was one, which is now as declared. */
  record Kept(Declared stream) implements Declaring {}

  /**
   * Nothing was done.
   *
   * @param code stable and for programs
   * @param message what was wrong and what to do
   * @param faults each single thing; may be empty
   */
  record Refused(String code, String message, List<Fault> faults) implements Declaring {
    public Refused {
      faults = List.copyOf(faults);
    }
  }

  /**
   * @param code such as the id of a rule of event design
   * @param pointer into the schema's JSON, by RFC 6901
   */
  record Fault(String code, String pointer, String message) {}
}
