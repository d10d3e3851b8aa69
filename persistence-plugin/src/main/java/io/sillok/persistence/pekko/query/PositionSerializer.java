package io.sillok.persistence.pekko.query;

import io.sillok.persistence.LogId;
import io.sillok.persistence.codec.ByteReader;
import io.sillok.persistence.codec.ByteWriter;
import io.sillok.persistence.pekko.OneFormatSerializer;
import java.util.Map;
import java.util.TreeMap;

/**
 * Serializes {@link Position}, for those who send or store positions. Equal ones are equal bytes.
 */
public final class PositionSerializer extends OneFormatSerializer {

  public PositionSerializer() {
    super(830_512, "position");
  }

  @Override
  public byte[] toBinary(Object object) {
    if (!(object instanceof Position position)) {
      throw new IllegalArgumentException("Not a position: " + object.getClass());
    }
    Map<String, Map<Integer, Long>> logs = new TreeMap<>();
    position
        .offsets()
        .forEach((log, next) ->
            logs.computeIfAbsent(log.name(), name -> new TreeMap<>()).put(log.partition(), next));
    ByteWriter out = new ByteWriter(64).putNumber(logs.size());
    logs.forEach((name, partitions) -> {
      out.putString(name).putNumber(partitions.size());
      partitions.forEach((partition, next) -> out.putNumber(partition).putNumber(next));
    });
    return out.toByteArray();
  }

  @Override
  protected Object read(byte[] bytes) {
    ByteReader in = new ByteReader(bytes, 0);
    Position position = Position.start();
    for (int names = in.getCount(); names > 0; names--) {
      String name = in.getString();
      for (int partitions = in.getCount(); partitions > 0; partitions--) {
        position = position.with(new LogId(name, in.getCount()), in.getNumber());
      }
    }
    return position;
  }
}
