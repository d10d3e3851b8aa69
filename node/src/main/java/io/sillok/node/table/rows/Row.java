package io.sillok.node.table.rows;

import java.time.Instant;

/**
 * The value of a key as of the last event about it, as a table keeps it.
 *
 * @param key not empty
 * @param offset of that event, in its partition
 * @param time event time, to the microsecond
 * @param sequenceNumber of that event among those of its entity; 0 in tables of streams
 * @param fingerprint of the schema that {@code avro} was written with
 */
@SuppressWarnings("ArrayRecordComponent") // compared by digest; nobody writes into it
public record Row(
    String key, long offset, Instant time, long sequenceNumber, long fingerprint, byte[] avro) {}
