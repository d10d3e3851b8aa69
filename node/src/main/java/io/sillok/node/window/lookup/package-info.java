/**
 * Follows the streams that projections look up, once for all readers of a node. What a table has at
 * a time says {@link io.sillok.protocol.window.lookup.TimedTable}. Start with {@link
 * io.sillok.node.window.lookup.TableFeeds}.
 */
@NullMarked
package io.sillok.node.window.lookup;

import org.jspecify.annotations.NullMarked;
