/** Tests of the command line for projections. */
@NullMarked
package io.sillok.node.cli.projection;

import org.jspecify.annotations.NullMarked;
