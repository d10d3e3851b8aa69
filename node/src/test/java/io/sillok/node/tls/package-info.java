/** Nodes with certificates, as processes. Start with {@link GatewayTlsIT}. */
@NullMarked
package io.sillok.node.tls;

import org.jspecify.annotations.NullMarked;
