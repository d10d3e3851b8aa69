package io.sillok.node.stream;

import io.sillok.persistence.LogId;
import io.sillok.persistence.codec.ByteReader;
import io.sillok.persistence.codec.ByteWriter;
import io.sillok.persistence.pekko.query.Position;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * How far a reader of a stream has come: for each partition, the offset that it reads next.
 *
 * @param stream whose position it is
 * @param offsets by partition; one that is missing is read from its start
 */
public record StreamPosition(String stream, SortedMap<Integer, Long> offsets) {

  private static final int VERSION = 1;

  public StreamPosition {
    offsets = new TreeMap<>(offsets);
  }

  /** Before the first event. */
  public static StreamPosition start(String stream) {
    return new StreamPosition(stream, new TreeMap<>());
  }

  /** What {@code position} says of {@code log}, which has the stream. */
  static StreamPosition of(String stream, String log, Position position) {
    SortedMap<Integer, Long> offsets = new TreeMap<>();
    position
        .offsets()
        .forEach((id, next) -> {
          if (id.name().equals(log)) {
            offsets.put(id.partition(), next);
          }
        });
    return new StreamPosition(stream, offsets);
  }

  /** The same for a query over {@code log}. */
  Position in(String log) {
    Position position = Position.start();
    for (Map.Entry<Integer, Long> entry : offsets.entrySet()) {
      position = position.with(new LogId(log, entry.getKey()), entry.getValue());
    }
    return position;
  }

  /** So many offsets before, in each partition. */
  StreamPosition before(long count) {
    SortedMap<Integer, Long> earlier = new TreeMap<>();
    offsets.forEach((partition, next) -> earlier.put(partition, Math.max(0, next - count)));
    return new StreamPosition(stream, earlier);
  }

  /** The farther of both in each partition. */
  public StreamPosition orBehind(StreamPosition other) {
    SortedMap<Integer, Long> farther = new TreeMap<>(offsets);
    other.offsets.forEach((partition, next) -> farther.merge(partition, next, Math::max));
    return new StreamPosition(stream, farther);
  }

  /** As clients have it: opaque, and safe in URLs. */
  public String text() {
    ByteWriter out = new ByteWriter(16 + 4 * offsets.size());
    out.putNumber(VERSION).putNumber(mark(stream)).putNumber(offsets.size());
    offsets.forEach((partition, next) -> out.putNumber(partition).putNumber(next));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(out.toByteArray());
  }

  /**
   * What {@link #text} gave for a position of {@code stream}.
   *
   * @throws InvalidPositionException if it gave no such text
   */
  public static StreamPosition parse(String stream, String text) {
    try {
      ByteReader in = new ByteReader(Base64.getUrlDecoder().decode(text), 0);
      if (in.getNumber() != VERSION) {
        throw new InvalidPositionException("is no position");
      }
      if (in.getNumber() != mark(stream)) {
        throw new InvalidPositionException("is a position of another stream");
      }
      SortedMap<Integer, Long> offsets = new TreeMap<>();
      for (int partitions = in.getCount(); partitions > 0; partitions--) {
        offsets.put(in.getCount(), in.getNumber());
      }
      StreamPosition position = new StreamPosition(stream, offsets);
      if (!position.text().equals(text)) {
        throw new InvalidPositionException("is no position");
      }
      return position;
    } catch (InvalidPositionException known) {
      throw known;
    } catch (RuntimeException notWritten) {
      throw new InvalidPositionException("is no position");
    }
  }

  /** Tells positions of one stream from those of another. */
  private static long mark(String stream) {
    CRC32 crc = new CRC32();
    crc.update(stream.getBytes(StandardCharsets.UTF_8));
    return crc.getValue();
  }

  /** A text that is no position of the stream; the message goes on behind "it". */
  public static final class InvalidPositionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidPositionException(String why) {
      super(why);
    }
  }
}
