/** What a node counts, for Prometheus and for the console. Start with {@link GatewayMetrics}. */
@NullMarked
package io.sillok.node.gateway.metrics;

import org.jspecify.annotations.NullMarked;
