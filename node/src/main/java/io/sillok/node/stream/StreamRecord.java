package io.sillok.node.stream;

import java.util.Optional;

/**
 * An event of a declared stream as its log keeps it.
 *
 * @param key empty for an unkeyed event
 * @param id empty if it was appended without one
 * @param fingerprint of the schema that {@code avro} was written with
 * @param avro empty bytes and {@code removal} where it removes its key
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; nobody writes into it
public record StreamRecord(
    Optional<String> key, Optional<EventId> id, long fingerprint, boolean removal, byte[] avro) {}
