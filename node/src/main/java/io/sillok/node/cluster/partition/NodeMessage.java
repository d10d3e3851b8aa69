package io.sillok.node.cluster.partition;

/**
 * A message that may go to another node. It is written as CBOR by Jackson: a record, without type
 * parameters, of values, references to actors and further such records.
 */
public interface NodeMessage {}
