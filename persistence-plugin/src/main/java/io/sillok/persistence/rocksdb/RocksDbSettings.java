package io.sillok.persistence.rocksdb;

import java.nio.file.Path;

/**
 * How a store is opened.
 *
 * @param directory of the store; created when missing
 * @param partitions recorded when the store is created, and compared ever after
 * @param verifyOnOpen how much is checked before the store is trusted
 * @param cacheBytes memory for blocks of files that were read, from 0
 * @param writeBufferBytes memory for each of the two large families before it goes to a file; each
 *     may have four of it
 */
public record RocksDbSettings(
    Path directory, int partitions, Verify verifyOnOpen, long cacheBytes, long writeBufferBytes) {

  /** How much is checked; the write-ahead log and the manifest always are. */
  public enum Verify {
    /** Every file's checksums, and that every log is dense. */
    FULL,
    /** The last block of each log. */
    TAIL
  }
}
