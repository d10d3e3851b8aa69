package io.sillok.persistence.codec;

import io.sillok.persistence.Block;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LoggedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** A block as one value. Strings that come again within it are written once. */
public final class BlockCodec {

  private static final int EVENT_OVERHEAD = 48;
  private static final int HEADER = 128;

  private BlockCodec() {}

  /** The bytes that {@code event} is likely to take in a block. */
  public static int estimate(LoggedEvent event) {
    int metadata = event.metadata() == null ? 0 : event.metadata().bytes().length;
    return estimate(event.payload().bytes().length + metadata);
  }

  /** The same for an event whose payload and metadata have so many bytes. */
  public static int estimate(int bytes) {
    return bytes + EVENT_OVERHEAD;
  }

  public static byte[] encode(Block block) {
    int expected = HEADER;
    for (LoggedEvent event : block.events()) {
      expected += estimate(event);
    }
    ByteWriter out = Frame.begin(expected);
    long appendedAt = ByteWriter.micros(block.appendedAt());
    out.putByte(block.kind().code());
    out.putString(block.log().name()).putNumber(block.log().partition());
    out.putNumber(block.firstOffset()).putUuid(block.attempt()).putUuid(block.writer());
    out.putNumber(block.epoch()).putSigned(appendedAt);
    writeMaxEventTime(out, block, appendedAt);
    out.putNumber(block.events().size());
    StringTable.Sink strings = StringTable.Sink.numbered();
    for (LoggedEvent event : block.events()) {
      strings.put(out, event.persistenceId());
      EventCodec.write(out, strings, event, appendedAt);
    }
    return Frame.end(out);
  }

  /**
   * @param what names the block in the message of an error
   * @throws io.sillok.persistence.StoreException as {@link Frame#open} says
   */
  public static Block decode(byte[] bytes, Supplier<String> what) {
    ByteReader in = Frame.open(bytes, what);
    Block.Kind kind = Block.Kind.of(in.getByte());
    LogId log = new LogId(in.getString(), in.getCount());
    long firstOffset = in.getNumber();
    UUID attempt = in.getUuid();
    UUID writer = in.getUuid();
    long epoch = in.getNumber();
    long base = in.getSigned();
    Instant maxEventTime = in.getByte() == 0 ? null : ByteReader.time(base + in.getSigned());
    Instant appendedAt = ByteReader.time(base);
    List<LoggedEvent> events = readEvents(in, base);
    return new Block(
        log, firstOffset, attempt, writer, epoch, kind, appendedAt, maxEventTime, events);
  }

  private static void writeMaxEventTime(ByteWriter out, Block block, long base) {
    Instant time = block.maxEventTime();
    out.putByte(time == null ? 0 : 1);
    if (time != null) {
      out.putSigned(ByteWriter.micros(time) - base);
    }
  }

  private static List<LoggedEvent> readEvents(ByteReader in, long base) {
    int count = in.getCount();
    StringTable.Source strings = StringTable.Source.numbered();
    List<LoggedEvent> events = new ArrayList<>(Math.min(count, 1 << 16));
    for (int index = 0; index < count; index++) {
      String persistenceId = strings.get(in);
      events.add(EventCodec.read(in, strings, persistenceId, base));
    }
    return events;
  }
}
