package io.sillok.protocol.window.run;

import org.jspecify.annotations.Nullable;

/**
 * A part of a {@link WindowState} as it is kept.
 *
 * @param id names it; not empty
 * @param content null where there is nothing any more
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
public record StateRow(String id, byte @Nullable [] content) {}
