package io.sillok.persistence.codec;

import io.sillok.persistence.EntityIndex.IndexedEvent;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LoggedEvent;
import java.util.function.Supplier;

/** An event of the index as one value; its persistence id is in its key. */
public final class IndexedEventCodec {

  private IndexedEventCodec() {}

  /**
   * @param appendedAt microseconds since 1970
   */
  public static byte[] encode(LogId log, long offset, long appendedAt, LoggedEvent event) {
    ByteWriter out = Frame.begin(BlockCodec.estimate(event) + 80);
    out.putString(log.name()).putNumber(log.partition()).putNumber(offset).putSigned(appendedAt);
    EventCodec.write(out, StringTable.Sink.plain(), event, appendedAt);
    return Frame.end(out);
  }

  /**
   * @param what names the event in the message of an error
   * @throws io.sillok.persistence.StoreException as {@link Frame#open} says
   */
  public static IndexedEvent decode(String persistenceId, byte[] bytes, Supplier<String> what) {
    ByteReader in = Frame.open(bytes, what);
    LogId log = new LogId(in.getString(), in.getCount());
    long offset = in.getNumber();
    long appendedAt = in.getSigned();
    LoggedEvent event = EventCodec.read(in, StringTable.Source.plain(), persistenceId, appendedAt);
    return new IndexedEvent(log, offset, ByteReader.time(appendedAt), event);
  }
}
