/**
 * The projections of a module: results by event time, from the events of streams. Start with {@link
 * io.sillok.protocol.projection.ProjectionType}.
 */
@NullMarked
package io.sillok.protocol.projection;

import org.jspecify.annotations.NullMarked;
