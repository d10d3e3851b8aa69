package io.sillok.persistence.codec;

import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.persistence.LogId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Some events of one entity as one value; their persistence id is in its key. */
public final class EventsCodec {

  private EventsCodec() {}

  /**
   * @param events at least one, ascending, all of one persistence id and one log
   */
  public static byte[] encode(List<IndexedEvent> events) {
    int expected = 80;
    for (IndexedEvent event : events) {
      expected += BlockCodec.estimate(event.event());
    }
    ByteWriter out = Frame.begin(expected);
    LogId log = events.getFirst().log();
    out.putString(log.name()).putNumber(log.partition()).putNumber(events.size());
    StringTable.Sink strings = StringTable.Sink.numbered();
    long offset = 0;
    for (IndexedEvent event : events) {
      long appendedAt = ByteWriter.micros(event.appendedAt());
      out.putNumber(event.offset() - offset).putSigned(appendedAt);
      EventCodec.write(out, strings, event.event(), appendedAt);
      offset = event.offset();
    }
    return Frame.end(out);
  }

  /**
   * @param what names the events in the message of an error
   * @throws io.sillok.persistence.StoreException as {@link Frame#open} says
   */
  public static List<IndexedEvent> decode(
      String persistenceId, byte[] bytes, Supplier<String> what) {
    ByteReader in = Frame.open(bytes, what);
    LogId log = new LogId(in.getString(), in.getCount());
    int count = in.getCount();
    StringTable.Source strings = StringTable.Source.numbered();
    List<IndexedEvent> events = new ArrayList<>(Math.min(count, 1 << 16));
    long offset = 0;
    for (int index = 0; index < count; index++) {
      offset += in.getNumber();
      long appendedAt = in.getSigned();
      events.add(
          new IndexedEvent(
              log,
              offset,
              ByteReader.time(appendedAt),
              EventCodec.read(in, strings, persistenceId, appendedAt)));
    }
    return events;
  }
}
