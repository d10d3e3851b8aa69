/** Tests of clients' connections. */
@NullMarked
package io.sillok.node.gateway.connection;

import org.jspecify.annotations.NullMarked;
