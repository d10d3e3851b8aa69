/** Tests of the command line for projections. */
@NullMarked
package io.sillok.node.cli.processor;

import org.jspecify.annotations.NullMarked;
