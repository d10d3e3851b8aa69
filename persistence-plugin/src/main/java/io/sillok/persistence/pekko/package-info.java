/**
 * Pekko Persistence on a {@link io.sillok.persistence.LogStore}: journal and snapshot store for any
 * Pekko application; the read journal is in {@code query}. The only packages that touch Scala.
 * Start with {@link io.sillok.persistence.pekko.SillokPersistence}; settings are in {@code
 * reference.conf}.
 */
@NullMarked
package io.sillok.persistence.pekko;

import org.jspecify.annotations.NullMarked;
