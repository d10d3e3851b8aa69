/**
 * A file of lines, and the file beside it that says how many of them are done. Start with {@link
 * io.sillok.node.cli.append.file.LineSource}.
 */
@NullMarked
package io.sillok.node.cli.append.file;

import org.jspecify.annotations.NullMarked;
