package io.sillok.node.processor.kept;

/**
 * Events that were processed once and that states were made anew without, for the present rules
 * take them no more.
 *
 * @param count of them, from 1
 * @param steps that the states have come to behind the last of them
 * @param offset of the last one
 * @param reason of that
 */
public record LeftOut(int count, long steps, long offset, String reason) {}
