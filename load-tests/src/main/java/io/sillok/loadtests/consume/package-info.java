/**
 * Readers that are far behind, over HTTP and with Kafka's consumer. Start with {@link
 * ConsumeComparison}.
 */
@NullMarked
package io.sillok.loadtests.consume;

import org.jspecify.annotations.NullMarked;
