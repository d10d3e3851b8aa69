package io.sillok.node.stream;

/**
 * Tells an event from all others, as CloudEvents has it: an append that is repeated is known by it.
 *
 * @param source who says so, such as {@code shop}
 * @param id unique to the source
 */
public record EventId(String source, String id) {}
