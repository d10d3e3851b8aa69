package io.sillok.node.processor.work;

import io.sillok.node.stream.append.Encoding;

/**
 * An output, ready to be appended.
 *
 * @param stream that it goes to
 */
record OutputEvent(String stream, Encoding.Ready event) {}
