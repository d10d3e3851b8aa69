/** Tests of the commands that work on streams, against a real node. */
@NullMarked
package io.sillok.node.cli.stream;

import org.jspecify.annotations.NullMarked;
