/** The gateway over real connections. Start with {@link GatewayFixture}. */
@NullMarked
package io.sillok.node.gateway;

import org.jspecify.annotations.NullMarked;
