/**
 * Clients' connections: how they are taken in, what is answered on them, how they end. Start with
 * {@link Connections}.
 */
@NullMarked
package io.sillok.node.gateway.connection;

import org.jspecify.annotations.NullMarked;
