package io.sillok.persistence.pekko.heads;

import io.sillok.persistence.LogId;
import io.sillok.persistence.codec.ByteReader;
import io.sillok.persistence.codec.ByteWriter;
import io.sillok.persistence.pekko.heads.HeadMessage.Heads;
import io.sillok.persistence.pekko.heads.HeadMessage.Interested;
import io.sillok.persistence.writer.Interest;
import java.io.NotSerializableException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/** Serializes {@link HeadMessage}s. A manifest is a kind and a version; logs are kept by name. */
public final class HeadMessageSerializer extends SerializerWithStringManifest {

  private static final String INTERESTED = "I1";
  private static final String HEADS = "H1";

  /** Never changes: nodes of other versions know it. */
  private static final int IDENTIFIER = 830_514;

  @Override
  public int identifier() {
    return IDENTIFIER;
  }

  @Override
  public String manifest(Object object) {
    return switch (message(object)) {
      case Interested interested -> INTERESTED;
      case Heads heads -> HEADS;
    };
  }

  @Override
  public byte[] toBinary(Object object) {
    ByteWriter out = new ByteWriter(256);
    switch (message(object)) {
      case Interested(long version, Interest interest, boolean unacquainted) -> {
        out.putNumber(version).putByte(unacquainted ? 1 : 0).putByte(interest.all() ? 1 : 0);
        putLogs(out, interest.logs(), (partition, log) -> out.putNumber(partition));
      }
      case Heads(long answers, Map<LogId, Long> heads) -> {
        out.putNumber(answers);
        putLogs(
            out,
            heads.keySet(),
            (partition, log) -> out.putNumber(partition).putNumber(heads.getOrDefault(log, 0L)));
      }
    }
    return out.toByteArray();
  }

  @Override
  public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
    ByteReader in = new ByteReader(bytes, 0);
    return switch (manifest) {
      case INTERESTED -> interested(in);
      case HEADS -> heads(in);
      default ->
          throw new NotSerializableException(
              "A message about heads has manifest %s or %s, but is \"%s\"; its sender may be newer"
                  .formatted(INTERESTED, HEADS, manifest));
    };
  }

  private static HeadMessage message(Object object) {
    if (object instanceof HeadMessage message) {
      return message;
    }
    throw new IllegalArgumentException("Not a message about heads: " + object.getClass());
  }

  /** Each name once, with what {@code partition} writes for each of its logs. */
  private static void putLogs(
      ByteWriter out, Collection<LogId> logs, BiConsumer<Integer, LogId> partition) {
    Map<String, List<LogId>> byName = new TreeMap<>();
    logs.forEach(log -> byName.computeIfAbsent(log.name(), name -> new ArrayList<>()).add(log));
    out.putNumber(byName.size());
    byName.forEach((name, partitions) -> {
      out.putString(name).putNumber(partitions.size());
      partitions.forEach(log -> partition.accept(log.partition(), log));
    });
  }

  private static Interested interested(ByteReader in) {
    long version = in.getNumber();
    boolean unacquainted = in.getByte() == 1;
    boolean all = in.getByte() == 1;
    Set<LogId> logs = new HashSet<>();
    readLogs(in, logs::add);
    return new Interested(version, new Interest(all, logs), unacquainted);
  }

  private static Heads heads(ByteReader in) {
    long answers = in.getNumber();
    Map<LogId, Long> heads = new HashMap<>();
    readLogs(in, log -> heads.put(log, in.getNumber()));
    return new Heads(answers, heads);
  }

  private static void readLogs(ByteReader in, java.util.function.Consumer<LogId> each) {
    for (int names = in.getCount(); names > 0; names--) {
      String name = in.getString();
      for (int logs = in.getCount(); logs > 0; logs--) {
        each.accept(new LogId(name, in.getCount()));
      }
    }
  }
}
