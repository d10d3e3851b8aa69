package io.sillok.persistence;

/**
 * Serialized bytes and what is needed to read them again. The array is not copied: whoever hands it
 * over leaves it alone.
 *
 * @param serializerId Pekko's serializer identifier
 * @param manifest the serializer's manifest; may be empty
 */
@SuppressWarnings("ArrayRecordComponent") // compared by the log's checksum, never by equals
public record Payload(int serializerId, String manifest, byte[] bytes) {}
