/**
 * The windows that Sillok is measured with, as topologies of Kafka Streams: from one topic to
 * another, exactly once. Start with {@link KafkaStreamsPeer}.
 */
@NullMarked
package io.sillok.loadtests.kafkastreams;

import org.jspecify.annotations.NullMarked;
