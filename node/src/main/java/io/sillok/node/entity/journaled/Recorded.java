package io.sillok.node.entity.journaled;

import io.sillok.persistence.HasEventTime;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event as the journal keeps it.
 *
 * @param stream of its definition, such as {@code cart.item-added}
 * @param fingerprint of the schema that {@code avro} was written with
 * @param avro the event, encoded before it was persisted, so that what cannot be kept is refused in
 *     time
 * @param eventTime to the microsecond
 * @param command on the last event of a command with an id
 * @param stateAfter only where it was decided just now: saves folding it twice
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; nobody writes into it
public record Recorded(
    String stream,
    long fingerprint,
    byte[] avro,
    Object event,
    Instant eventTime,
    @Nullable CommandEnd command,
    @Nullable Object stateAfter)
    implements HasEventTime {}
