/**
 * Requests to the nodes of a cluster: one after the other until one answers, repeated where that
 * may help, bounded in time. Not for applications. Start with {@link Transport}.
 */
@NullMarked
package io.sillok.client.http;

import org.jspecify.annotations.NullMarked;
