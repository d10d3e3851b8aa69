/**
 * How live readers keep up with logs: they are woken by news of them, and what nobody told of is
 * found by looks that all of them share. Knows nothing of what is done with what is read. Start
 * with {@link io.sillok.persistence.reader.HeadWatch}.
 */
@NullMarked
package io.sillok.persistence.reader;

import org.jspecify.annotations.NullMarked;
