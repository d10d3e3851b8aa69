/**
 * Snapshots of what windows hold, in the store of the logs, so that any node goes on from them.
 * Start with {@link io.sillok.node.window.snapshot.WindowSnapshots}.
 */
@NullMarked
package io.sillok.node.window.snapshot;

import org.jspecify.annotations.NullMarked;
