/** Processors over parts that fail. Start with {@link io.sillok.node.processor.Faults}. */
@NullMarked
package io.sillok.node.processor;

import org.jspecify.annotations.NullMarked;
