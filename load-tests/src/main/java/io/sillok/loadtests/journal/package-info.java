/** Persistent actors on one journal and another. Start with {@link JournalEmbeddedComparison}. */
@NullMarked
package io.sillok.loadtests.journal;

import org.jspecify.annotations.NullMarked;
