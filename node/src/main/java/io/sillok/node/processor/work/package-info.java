/**
 * The work of a processor in one partition of its input: reading, processing, appending what
 * follows, and recording that, in an order that no crash can upset. Start with {@link
 * io.sillok.node.processor.work.PartitionWork}.
 */
@NullMarked
package io.sillok.node.processor.work;

import org.jspecify.annotations.NullMarked;
