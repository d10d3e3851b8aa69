package io.sillok.protocol.schema;

import java.util.List;

/** JSON that is malformed, or is not of the expected type. */
public final class JsonMismatchException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Mismatch> mismatches;

  public JsonMismatchException(List<Mismatch> mismatches) {
    super(mismatches.getFirst().message());
    this.mismatches = List.copyOf(mismatches);
  }

  /** At least one. */
  public List<Mismatch> mismatches() {
    return mismatches;
  }

  /**
   * @param code stable and for programs: {@code malformed-json}, {@code unknown-field}, {@code
   *     missing-field}, {@code wrong-type} or {@code out-of-range}
   * @param pointer RFC 6901; empty for the whole document
   * @param message for people, with what was expected
   */
  public record Mismatch(String code, String pointer, String message) {}
}
