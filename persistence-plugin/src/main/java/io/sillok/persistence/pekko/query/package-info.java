/**
 * The read journal: queries by tag, slice, entity and partition, current and live, for Java and
 * Scala. Start with {@link io.sillok.persistence.pekko.query.SillokReadJournal}.
 */
@NullMarked
package io.sillok.persistence.pekko.query;

import org.jspecify.annotations.NullMarked;
