/**
 * Processors of modules at work: each event of their input is processed once, and what follows
 * stands once in the streams that they emit to. Start with {@link
 * io.sillok.node.processor.Processors}.
 */
@NullMarked
package io.sillok.node.processor;

import org.jspecify.annotations.NullMarked;
