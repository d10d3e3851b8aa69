/**
 * Moves the events of an application from another journal of Pekko Persistence into Sillok's store.
 * Reads what any read journal offers, so it knows none of them. Start with {@link
 * io.sillok.persistence.pekko.migration.JournalImport}.
 */
@NullMarked
package io.sillok.persistence.pekko.migration;

import org.jspecify.annotations.NullMarked;
