/**
 * The commands that work on streams of a running node: declare, append, read. How a file is
 * appended is in {@link io.sillok.node.cli.append}. Start with {@link
 * io.sillok.node.cli.stream.StreamCommand}.
 */
@NullMarked
package io.sillok.node.cli.stream;

import org.jspecify.annotations.NullMarked;
