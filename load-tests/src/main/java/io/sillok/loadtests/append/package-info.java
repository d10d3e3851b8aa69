/**
 * Events appended to a stream over HTTP, and to a topic by Kafka's producer. Start with {@link
 * AppendComparison}.
 */
@NullMarked
package io.sillok.loadtests.append;

import org.jspecify.annotations.NullMarked;
