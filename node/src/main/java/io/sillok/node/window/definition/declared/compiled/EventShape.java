package io.sillok.node.window.definition.declared.compiled;

import org.apache.avro.Schema;

/**
 * What the events of a source are, with what was looked up for them.
 *
 * @param stream that they are of
 */
record EventShape(String stream, Schema schema) {}
