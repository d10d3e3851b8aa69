/**
 * HTTP: routes, problems, the console's files. Decides nothing about entities. Start with {@link
 * GatewayDependencies}.
 */
@NullMarked
package io.sillok.node.gateway;

import org.jspecify.annotations.NullMarked;
