/**
 * Requests to operations and results to responses: a table of routes, strict reading of what a
 * client sends, and problems (RFC 9457) for all that is refused. Knows nothing of entities. Start
 * with {@link Router}.
 */
@NullMarked
package io.sillok.node.gateway.http;

import org.jspecify.annotations.NullMarked;
