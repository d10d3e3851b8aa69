package io.sillok.node.stream;

import org.apache.avro.Schema;

/**
 * A version of a stream's definition.
 *
 * @param number from 1
 * @param fingerprint of the schema, 64 bits; events name it
 */
public record SchemaVersion(int number, long fingerprint, Schema schema) {}
