/** Projections over HTTP. */
@NullMarked
package io.sillok.node.gateway.projection;

import org.jspecify.annotations.NullMarked;
