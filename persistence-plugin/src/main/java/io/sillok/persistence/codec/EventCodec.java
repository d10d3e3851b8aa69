package io.sillok.persistence.codec;

import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.Payload;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One event without its persistence id, which stands before it or in its key. */
final class EventCodec {

  private static final int HAS_METADATA = 1;
  private static final int HAS_TAGS = 2;

  private EventCodec() {}

  /**
   * @param base microseconds from which the event time counts
   */
  static void write(ByteWriter out, StringTable.Sink strings, LoggedEvent event, long base) {
    Payload metadata = event.metadata();
    Set<String> tags = event.tags();
    out.putByte((metadata == null ? 0 : HAS_METADATA) | (tags.isEmpty() ? 0 : HAS_TAGS));
    out.putNumber(event.sequenceNumber());
    out.putNumber(event.sequenceNumber() - event.previousSequenceNumber());
    strings.put(out, event.writer());
    out.putSigned(ByteWriter.micros(event.eventTime()) - base);
    writePayload(out, strings, event.payload());
    strings.put(out, event.adapterManifest());
    if (metadata != null) {
      writePayload(out, strings, metadata);
    }
    if (!tags.isEmpty()) {
      out.putNumber(tags.size());
      tags.forEach(tag -> strings.put(out, tag));
    }
  }

  static LoggedEvent read(
      ByteReader in, StringTable.Source strings, String persistenceId, long base) {
    int flags = in.getByte();
    long sequenceNumber = in.getNumber();
    long previous = sequenceNumber - in.getNumber();
    String writer = strings.get(in);
    long eventTime = base + in.getSigned();
    Payload payload = readPayload(in, strings);
    String adapterManifest = strings.get(in);
    @Nullable Payload metadata = (flags & HAS_METADATA) == 0 ? null : readPayload(in, strings);
    Set<String> tags = (flags & HAS_TAGS) == 0 ? Set.of() : readTags(in, strings);
    return new LoggedEvent(
        persistenceId,
        sequenceNumber,
        previous,
        writer,
        ByteReader.time(eventTime),
        payload,
        adapterManifest,
        metadata,
        tags);
  }

  static void writePayload(ByteWriter out, StringTable.Sink strings, Payload payload) {
    out.putSigned(payload.serializerId());
    strings.put(out, payload.manifest());
    out.putBytes(payload.bytes());
  }

  static Payload readPayload(ByteReader in, StringTable.Source strings) {
    int serializerId = Math.toIntExact(in.getSigned());
    String manifest = strings.get(in);
    return new Payload(serializerId, manifest, in.getBytes());
  }

  private static Set<String> readTags(ByteReader in, StringTable.Source strings) {
    Set<String> tags = new LinkedHashSet<>();
    for (int count = in.getCount(); count > 0; count--) {
      tags.add(strings.get(in));
    }
    return tags;
  }
}
