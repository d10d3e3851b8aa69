/** Tests of what the command line shows of a cluster. */
@NullMarked
package io.sillok.node.cli.cluster;

import org.jspecify.annotations.NullMarked;
