package io.sillok.node.window.definition.declared.compiled;

import io.sillok.node.stream.StreamDefinition.Declared;
import io.sillok.node.stream.filter.EventKey;
import io.sillok.node.window.lookup.TableSource;

/**
 * A table that is looked up, with the key that an event has in it.
 *
 * @param table its stream
 */
record CheckedLookup(Declared table, EventKey key, TableSource source) {}
