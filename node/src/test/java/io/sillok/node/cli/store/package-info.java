/** The commands that work on stores, against real ones. */
@NullMarked
package io.sillok.node.cli.store;

import org.jspecify.annotations.NullMarked;
