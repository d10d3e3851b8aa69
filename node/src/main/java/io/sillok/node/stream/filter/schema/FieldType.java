package io.sillok.node.stream.filter.schema;

/**
 * A field of a record.
 *
 * @param record the name of the record's type
 * @param index of the field in its record
 */
public record FieldType(String record, int index, String name, ValueType value) {}
