/** What other nodes go on from. */
@NullMarked
package io.sillok.node.window.snapshot;

import org.jspecify.annotations.NullMarked;
