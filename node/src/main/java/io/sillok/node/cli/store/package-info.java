/**
 * The commands that work on a store itself, without a node: logs, backup, restore, copy. Start with
 * {@link io.sillok.node.cli.store.StorePlace}, where a store is.
 */
@NullMarked
package io.sillok.node.cli.store;

import org.jspecify.annotations.NullMarked;
