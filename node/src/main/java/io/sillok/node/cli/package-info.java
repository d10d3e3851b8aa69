/**
 * The command line: starts nodes, and talks to running ones over HTTP. Decides nothing that a node
 * decides. Start with {@link SillokCommand}.
 */
@NullMarked
package io.sillok.node.cli;

import org.jspecify.annotations.NullMarked;
