/**
 * Pekko Persistence on a {@link io.sillok.persistence.LogStore}: journal, snapshot store and read
 * journal for any Pekko application. The only place that touches Scala. Start with {@link
 * io.sillok.persistence.pekko.SillokPersistence}; settings are in {@code reference.conf}.
 */
@NullMarked
package io.sillok.persistence.pekko;

import org.jspecify.annotations.NullMarked;
