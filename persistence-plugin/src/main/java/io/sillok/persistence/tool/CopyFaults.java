package io.sillok.persistence.tool;

import io.sillok.persistence.LogId;
import io.sillok.persistence.StoreException;

/** Why a store cannot be copied into another. */
final class CopyFaults {

  private CopyFaults() {}

  static StoreException partitions(int source, int target) {
    return new StoreException(
        "copy-partitions",
        "The source has %d partitions and the target %d, but a copy needs as many; make the target with"
                .formatted(source, target)
            + " sillok.persistence.partitions = "
            + source,
        null);
  }

  /** The target holds {@code what}, which is not in the source. */
  static StoreException foreign(String what) {
    return new StoreException(
        "copy-foreign",
        "The target holds %s, which the source does not; nothing of it was replaced, copy into an empty"
                .formatted(what)
            + " store",
        null);
  }

  static StoreException otherBlock(LogId log, long offset) {
    return foreign("another block at offset %d of log %s".formatted(offset, log));
  }

  static StoreException unequal(String what, String source, String target) {
    return new StoreException(
        "copy-unequal",
        "After the copy, %s differs: %s in the source, %s in the target; verify both stores, then copy into"
                .formatted(what, source, target)
            + " an empty one",
        null);
  }

  static StoreException notIndexed(LogId log, long indexedTo, long head) {
    return new StoreException(
        "copy-index",
        "The target's index of log %s stays at offset %d of %d; see to the target, then copy again"
            .formatted(log, indexedTo, head),
        null);
  }
}
