package io.sillok.persistence.rocksdb;

import java.nio.charset.StandardCharsets;

/** The column families of the store. */
enum Column {
  /** Name, 0, partition, offset → block. */
  LOG,
  /** Persistence id, sequence number → event. */
  ENTITY,
  /** Starts and heads of logs, deletions, what the store is. */
  META,
  /** Persistence id, sequence number → snapshot. */
  SNAPSHOT,
  /** Key → fact. */
  FACT;

  byte[] familyName() {
    return name().toLowerCase(java.util.Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
  }

  /** Whether it holds events, and so most of the bytes. */
  boolean isLarge() {
    return this == LOG || this == ENTITY;
  }
}
