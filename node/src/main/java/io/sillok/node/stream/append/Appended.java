package io.sillok.node.stream.append;

import io.sillok.node.stream.StreamPosition;
import io.sillok.protocol.schema.JsonMismatchException.Mismatch;
import java.util.List;
import java.util.Optional;

/**
 * What became of events that were to be appended.
 *
 * @param position behind all of them that stand now
 * @param results one for each event, in order
 */
public record Appended(StreamPosition position, List<Result> results) {

  public Appended {
    results = List.copyOf(results);
  }

  /** What became of one event. */
  public sealed interface Result {

    /**
     * It stands, durably.
     *
     * @param duplicate whether it stood already
     */
    record Stands(int partition, long offset, Optional<String> key, boolean duplicate)
        implements Result {}

    /**
     * It never will.
     *
     * @param code stable and for programs
     * @param errors each single thing that is wrong with its data; may be empty
     */
    record Refused(String code, String message, List<Mismatch> errors) implements Result {
      public Refused {
        errors = List.copyOf(errors);
      }
    }

    /**
     * Nothing is wrong with it, but with another one of its partition.
     *
     * @param because the index of that one
     */
    record Withheld(int because) implements Result {}

    /**
     * It may stand or not; appended again with the same id it stands once.
     *
     * @param code {@code saturated}, or of an outage
     */
    record Failed(String code, String message) implements Result {}
  }
}
