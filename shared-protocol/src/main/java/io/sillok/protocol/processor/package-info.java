/**
 * Processors by their rules alone: pure functions from the events of one stream to events of
 * others. Never Pekko, a clock, randomness or I/O. Start with {@link
 * io.sillok.protocol.processor.Processor}.
 */
@NullMarked
package io.sillok.protocol.processor;

import org.jspecify.annotations.NullMarked;
