/**
 * TLS between nodes. Which certificates there are is in {@code io.sillok.persistence.tls}. Start
 * with {@link ClusterTls}.
 */
@NullMarked
package io.sillok.node.cluster.tls;

import org.jspecify.annotations.NullMarked;
