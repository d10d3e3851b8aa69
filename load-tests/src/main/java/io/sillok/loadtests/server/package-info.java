/**
 * The servers that streams are measured on: nodes, and brokers of Kafka. Start with {@link
 * StreamServers}.
 */
@NullMarked
package io.sillok.loadtests.server;

import org.jspecify.annotations.NullMarked;
