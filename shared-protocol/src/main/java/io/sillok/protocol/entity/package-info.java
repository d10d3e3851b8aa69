/**
 * Entities by their rules alone: pure functions from commands to events and from events to state.
 * Never Pekko, a clock, randomness or I/O. Start with {@link Decider}.
 */
@NullMarked
package io.sillok.protocol.entity;

import org.jspecify.annotations.NullMarked;
