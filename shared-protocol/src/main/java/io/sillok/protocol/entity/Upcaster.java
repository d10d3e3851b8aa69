package io.sillok.protocol.entity;

import java.util.function.Function;

/**
 * How events of an earlier version of a definition are read where the present record cannot hold
 * what they say: as the record that they were, and then made into what they are now. Stored events
 * stay as they are.
 *
 * @param from the record of the earlier version: its fields are those that the version had; its
 *     name does not matter
 * @param to the present record
 * @param upcast total and pure, like {@link Decider#evolve}
 */
public record Upcaster<O, N>(Class<O> from, Class<N> to, Function<O, N> upcast) {}
