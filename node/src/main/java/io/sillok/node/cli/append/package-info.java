/**
 * Appends the lines of a file to a stream, in batches that are sent again until each stands once.
 * Knows nothing of the command line. Start with {@link io.sillok.node.cli.append.FileAppend}; the
 * file and how far it is done are in {@link io.sillok.node.cli.append.file}.
 */
@NullMarked
package io.sillok.node.cli.append;

import org.jspecify.annotations.NullMarked;
