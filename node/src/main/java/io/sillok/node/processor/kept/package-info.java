/**
 * What lasts of a processor in one partition of its input: how far it has come, and which events
 * are parked. Pure rules, kept as an entity of the node's own. Start with {@link
 * io.sillok.node.processor.kept.ProcessorRules}.
 */
@NullMarked
package io.sillok.node.processor.kept;

import org.jspecify.annotations.NullMarked;
