/**
 * A small HTTP client of a node for the command line: asks, and tells failures as one clear line
 * with an exit code. Start with {@link NodeClient}.
 */
@NullMarked
package io.sillok.node.cli.client;

import org.jspecify.annotations.NullMarked;
