/**
 * What lasts of a consumer: its commands, events and rules, pure. Start with {@link
 * io.sillok.node.stream.consumer.kept.ConsumerRules}.
 */
@NullMarked
package io.sillok.node.stream.consumer.kept;

import org.jspecify.annotations.NullMarked;
