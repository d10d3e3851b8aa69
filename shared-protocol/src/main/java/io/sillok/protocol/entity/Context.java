package io.sillok.protocol.entity;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * What a decision may know beside the command and the state, made pure: asked again, it answers the
 * same.
 */
public final class Context {

  private final String entityId;
  private final Instant time;
  private final long nextSequenceNumber;
  private int ids;

  /**
   * @param time truncated to microseconds, the precision in which events keep time
   * @param nextSequenceNumber from 1
   */
  public Context(String entityId, Instant time, long nextSequenceNumber) {
    this.entityId = entityId;
    this.time = time.truncatedTo(ChronoUnit.MICROS);
    this.nextSequenceNumber = nextSequenceNumber;
  }

  /** The id of the entity that decides. */
  public String entityId() {
    return entityId;
  }

  /**
   * When the command was taken; recorded with the events that it causes, and never before the
   * entity's last event.
   */
  public Instant time() {
    return time;
  }

  /** The sequence number that the first event of this decision gets, from 1. */
  public long nextSequenceNumber() {
    return nextSequenceNumber;
  }

  /**
   * A fresh id; the n-th of this decision is always the same one (a name-based UUID, RFC 9562
   * version 3).
   */
  public UUID newId() {
    String name = entityId + '\0' + nextSequenceNumber + '\0' + ids++;
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }
}
