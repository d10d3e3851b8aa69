/**
 * How live readers keep up with a log: they are woken by news of it, and look by themselves from
 * time to time. Knows nothing of what is done with what is read. Start with {@link
 * io.sillok.persistence.reader.LogFollower}.
 */
@NullMarked
package io.sillok.persistence.reader;

import org.jspecify.annotations.NullMarked;
