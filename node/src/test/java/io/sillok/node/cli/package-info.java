/** Tests of the command line within this process, without a node. */
@NullMarked
package io.sillok.node.cli;

import org.jspecify.annotations.NullMarked;
