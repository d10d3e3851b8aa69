package io.sillok.node.stream.queue;

import java.time.Instant;
import java.util.Optional;

/**
 * How a queue stands, over all partitions.
 *
 * @param ready events that could be handed out at once; of a long backlog only those that were read
 *     ahead
 * @param leased events that workers hold
 * @param delayed events that wait for a time, or for another one of their key
 * @param lag events that are not settled, as far as they were read; of a backlog that was not, its
 *     offsets
 * @param oldestUnacked when the first event that is not settled was appended
 * @param skipped offsets that retention dropped before they were settled
 * @param trouble why some of it cannot work at present
 * @param troubled partitions that cannot work at present
 */
public record QueueStanding(
    QueueDefinition queue,
    long ready,
    long leased,
    long delayed,
    long deadLetters,
    long lag,
    Optional<Instant> oldestUnacked,
    long skipped,
    Optional<String> trouble,
    int troubled) {}
