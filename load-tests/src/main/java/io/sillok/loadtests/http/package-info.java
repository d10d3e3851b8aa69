/**
 * Processes that speak HTTP, and the least client that there can be beside them on one machine.
 * Start with {@link Server} and {@link HttpConnection}.
 */
@NullMarked
package io.sillok.loadtests.http;

import org.jspecify.annotations.NullMarked;
