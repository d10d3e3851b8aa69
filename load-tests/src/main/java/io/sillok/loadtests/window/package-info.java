/**
 * Windows of event time over a log that is there, in Sillok, Flink and Kafka Streams: the same
 * events, and results that must be equal. Start with {@link WindowsComparison}.
 */
@NullMarked
package io.sillok.loadtests.window;

import org.jspecify.annotations.NullMarked;
