package io.sillok.protocol.window.aggregate;

/**
 * How many different values there are.
 *
 * @param exact false: {@code count} is an estimate, with a standard error of 0.8 %
 */
public record Distinct(long count, boolean exact) {}
