/**
 * Projections: what windows of event time add up to. Start with {@link
 * io.sillok.client.projection.Projection}.
 */
@NullMarked
package io.sillok.client.projection;

import org.jspecify.annotations.NullMarked;
