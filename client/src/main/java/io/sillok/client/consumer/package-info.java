/**
 * Named consumers, which keep their position in the cluster and share the partitions among those
 * who run them. Start with {@link EventConsumer}.
 */
@NullMarked
package io.sillok.client.consumer;

import org.jspecify.annotations.NullMarked;
