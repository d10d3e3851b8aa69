package io.sillok.node.entity.journaled;

/**
 * Stands on the last event that a command with an id caused: what a retry is answered with.
 *
 * @param digest of the command, see {@link CommandDigest}
 * @param events how many events the command caused, from 1
 * @param reply the reply as JSON
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; nobody writes into it
public record CommandEnd(String commandId, long digest, int events, byte[] reply) {}
