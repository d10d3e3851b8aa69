/**
 * How this process writes logs: one writer a log, adaptive group commit, take-over, fences. Works
 * on any store through its ports and starts no thread of its own. Start with {@link
 * io.sillok.persistence.writer.LogWriters}.
 */
@NullMarked
package io.sillok.persistence.writer;

import org.jspecify.annotations.NullMarked;
