/**
 * Commands over HTTP, and the routes of Pekko HTTP that only say hello. Start with {@link
 * GatewayComparison}.
 */
@NullMarked
package io.sillok.loadtests.gateway;

import org.jspecify.annotations.NullMarked;
