/** Projections on the command line. Start with {@link ProjectionCommand}. */
@NullMarked
package io.sillok.node.cli.projection;

import org.jspecify.annotations.NullMarked;
