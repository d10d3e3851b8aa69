package io.sillok.node.stream.append;

import io.sillok.node.stream.StreamPosition;
import io.sillok.protocol.schema.JsonMismatchException.Mismatch;
import java.util.List;
import java.util.Optional;

/**
 * What became of events that were to be appended.
 *
 * @param position behind those of them that stand now; says nothing of other partitions
 * @param results one for each event, in order
 */
public record Appended(StreamPosition position, List<Result> results) {

  /** Code of events that are too many for their partition to take them together. */
  public static final String BATCH_TOO_LARGE = "batch-too-large";

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
     * @param part what is wrong of it
     * @param errors each single thing that is wrong, with its place within that part; may be empty
     */
    record Refused(String code, String message, Part part, List<Mismatch> errors)
        implements Result {
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
     * @param code {@code saturated}, {@link #BATCH_TOO_LARGE}, {@code store-failed}, {@code
     *     partition-moving} or {@code timeout}
     */
    record Failed(String code, String message) implements Result {}
  }

  /** A part of an event as it comes in. */
  public enum Part {
    /** Its fields. */
    DATA,
    /** The key that was given beside them, or should have been. */
    KEY,
    /** Source and id. */
    ID,
    /** The time that was given beside its fields. */
    TIME
  }
}
