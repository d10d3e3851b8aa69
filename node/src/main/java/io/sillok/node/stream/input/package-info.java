/**
 * The events of streams as the records that modules read them into. Start with {@link
 * io.sillok.node.stream.input.InputDecoder}.
 */
@NullMarked
package io.sillok.node.stream.input;

import org.jspecify.annotations.NullMarked;
