/** Tests of what becomes of the lines of a file that is appended. */
@NullMarked
package io.sillok.node.cli.append;

import org.jspecify.annotations.NullMarked;
