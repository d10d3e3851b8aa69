package io.sillok.node.processor;

/**
 * How far a processor has come in a partition that this node processes.
 *
 * @param log the name of its input's logs; empty while that is not known
 * @param reached all events before this offset were met
 * @param parked events that could not be processed
 * @param leftOut events that were processed, but that the states are without
 */
public record ProcessorProgress(
    String processor,
    String log,
    int partition,
    long reached,
    int parked,
    int leftOut,
    Pace pace) {}
