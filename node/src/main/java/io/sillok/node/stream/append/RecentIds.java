package io.sillok.node.stream.append;

import io.sillok.node.stream.EventId;
import io.sillok.node.stream.StreamRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The ids of the events that a log took last, and what they were. A fold of the log: whoever reads
 * its last offsets knows the same.
 */
final class RecentIds {

  private final long offsets;
  private final Map<Name, Known> known = new HashMap<>();
  private final Deque<Placed> inOrder = new ArrayDeque<>();
  private long from;

  /**
   * @param offsets so many offsets before the head are remembered, from 0
   * @param from the first offset whose id is known
   */
  RecentIds(long offsets, long from) {
    this.offsets = offsets;
    this.from = from;
  }

  /** An id in 128 bits: the first half of its SHA-256, so that two are never taken for one. */
  record Name(long high, long low) {

    static Name of(EventId id) {
      byte[] source = id.source().getBytes(StandardCharsets.UTF_8);
      MessageDigest digest = sha256();
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(source.length).flip());
      digest.update(source);
      ByteBuffer hash = ByteBuffer.wrap(digest.digest(id.id().getBytes(StandardCharsets.UTF_8)));
      return new Name(hash.getLong(), hash.getLong());
    }
  }

  /**
   * An event that has an id.
   *
   * @param content of its data, 64 bits
   */
  record Known(long offset, long content) {}

  private record Placed(long offset, Name name) {}

  /**
   * What an event is told by from another that has the same id, wrongly: the first 64 bits of the
   * SHA-256 of its schema, key and data.
   */
  static long contentOf(StreamRecord record) {
    MessageDigest digest = sha256();
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(record.fingerprint()).flip());
    digest.update(record.key().orElse("").getBytes(StandardCharsets.UTF_8));
    digest.update((byte) (record.removal() ? 1 : 0));
    return ByteBuffer.wrap(digest.digest(record.avro())).getLong();
  }

  /** The ids of all events from this offset on are known. */
  long from() {
    return from;
  }

  Optional<Known> find(Name name) {
    return Optional.ofNullable(known.get(name));
  }

  /** The event at {@code offset}, behind all others, has the id {@code name}. */
  void add(Name name, long offset, long content) {
    known.put(name, new Known(offset, content));
    inOrder.addLast(new Placed(offset, name));
  }

  /** The head of the log is {@code head} now: forgets what is too far behind. */
  void moveTo(long head) {
    from = Math.max(from, head - offsets);
    while (!inOrder.isEmpty() && inOrder.getFirst().offset() < from) {
      Placed oldest = inOrder.removeFirst();
      known.computeIfPresent(
          oldest.name(), (name, at) -> at.offset() == oldest.offset() ? null : at);
    }
  }

  int size() {
    return known.size();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
