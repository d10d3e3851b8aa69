/**
 * Describes the gateway to programs, as OpenAPI 3.1: each loaded command has a path of its own.
 * Describes only; what is served is decided by the routes. Start with {@link OpenApiDocument}.
 */
@NullMarked
package io.sillok.node.gateway.openapi;

import org.jspecify.annotations.NullMarked;
