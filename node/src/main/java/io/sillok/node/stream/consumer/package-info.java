/**
 * Named consumers: how far each has come in its stream, kept as events of an entity of its own. Who
 * of its instances reads which partition is not decided here, but in {@code sharing}. Start with
 * {@link io.sillok.node.stream.consumer.Consumers}; the rules are {@link
 * io.sillok.node.stream.consumer.kept.ConsumerRules}.
 */
@NullMarked
package io.sillok.node.stream.consumer;

import org.jspecify.annotations.NullMarked;
