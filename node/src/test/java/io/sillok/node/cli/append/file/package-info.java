/** Tests of how lines are read, and of the file that says how many are done. */
@NullMarked
package io.sillok.node.cli.append.file;

import org.jspecify.annotations.NullMarked;
