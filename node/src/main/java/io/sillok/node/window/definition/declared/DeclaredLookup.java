package io.sillok.node.window.definition.declared;

import java.time.Duration;

/**
 * A table that a declared projection looks up for each event of a source.
 *
 * @param stream of kind entity
 * @param key expression in CEL of the table's key, of an event
 * @param outOfOrderness how late a change of the table may come and count from its own time on
 */
public record DeclaredLookup(String stream, String key, Duration outOfOrderness) {}
