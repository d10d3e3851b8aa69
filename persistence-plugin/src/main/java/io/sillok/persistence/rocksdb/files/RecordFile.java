package io.sillok.persistence.rocksdb.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file of records as RocksDB writes its write-ahead log and its manifest: blocks of 32 KiB
 * of fragments, each with checksum, length and type (see RocksDB's {@code db/log_format.h}).
 */
final class RecordFile {

  private static final int BLOCK = 32 * 1024;
  private static final int HEADER = 7;
  private static final int RECYCLABLE_HEADER = 11;
  private static final int CHECKSUM_MASK = 0xa282ead8;

  private static final int FULL = 1;
  private static final int FIRST = 2;
  private static final int MIDDLE = 3;
  private static final int LAST = 4;

  private final ByteBuffer bytes;
  private int position;
  private int wholeUpTo;
  private @Nullable String damage;
  private int damagedAt;

  RecordFile(Path file) throws IOException {
    bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The next whole record, or nothing at the end and at the first damage. */
  Optional<byte[]> next() {
    ByteArrayOutputStream record = new ByteArrayOutputStream();
    boolean within = false;
    while (damage == null) {
      Fragment fragment = fragment();
      if (fragment == null) {
        if (within && damage == null) {
          damage = "a record that began before it does not end";
        }
        return Optional.empty();
      }
      switch (fragment.type()) {
        case FULL, FIRST -> damage = within ? "a record that began before it does not end" : null;
        case MIDDLE, LAST -> damage = within ? null : "a record has no beginning";
        default -> {
          continue; // speaks of the log itself
        }
      }
      if (damage == null) {
        record.write(bytes.array(), fragment.from(), fragment.length());
        within = true;
        position = fragment.from() + fragment.length();
        if (fragment.type() == FULL || fragment.type() == LAST) {
          wholeUpTo = position;
          return Optional.of(record.toByteArray());
        }
      }
    }
    return Optional.empty();
  }

  /** What stands behind the last whole record and is none, or nothing if the file ends well. */
  Optional<String> damage() {
    return Optional.ofNullable(damage);
  }

  /** The byte behind the last whole record. */
  int wholeUpTo() {
    return wholeUpTo;
  }

  int size() {
    return bytes.limit();
  }

  /**
   * Whether another record begins anywhere behind the damage. A torn write is the last record of a
   * file, for the next is not written before it is synced; damage before a record is no torn write.
   */
  boolean recordBehindDamage() {
    for (int start = damagedAt + 1; start + HEADER <= size(); start++) {
      int type = bytes.get(start + 6) & 0xff;
      int length = bytes.getShort(start + 4) & 0xffff;
      boolean begins = plain(type) == FULL || plain(type) == FIRST;
      if (begins && damageAt(start, headerOf(type), length) == null) {
        return true;
      }
    }
    return false;
  }

  private record Fragment(int type, int from, int length) {}

  private @Nullable Fragment fragment() {
    while (true) {
      int room = BLOCK - position % BLOCK;
      if (room < HEADER) {
        position += room;
      }
      if (position >= size()) {
        return null;
      }
      damagedAt = position;
      if (position + HEADER > size()) {
        damage = "a fragment of %d bytes is left".formatted(size() - position);
        return null;
      }
      int length = bytes.getShort(position + 4) & 0xffff;
      int type = bytes.get(position + 6) & 0xff;
      int header = headerOf(type);
      damage = damageAt(position, header, length);
      if (damage != null) {
        return null;
      }
      Fragment fragment = new Fragment(plain(type), position + header, length);
      position += header + length;
      if (fragment.type() <= LAST || fragment.type() > 0x7f) {
        return fragment;
      }
      wholeUpTo = position;
    }
  }

  private @Nullable String damageAt(int start, int header, int length) {
    if (header + length > BLOCK - start % BLOCK || start + header + length > size()) {
      return "a fragment of %d bytes runs off".formatted(length);
    }
    if (checksum(start, header, length) != bytes.getInt(start)) {
      return "the checksum of a fragment of %d bytes does not match".formatted(length);
    }
    return null;
  }

  private static int headerOf(int type) {
    return (type >= 5 && type <= 8) || type == 11 || type == 131 ? RECYCLABLE_HEADER : HEADER;
  }

  private static int plain(int type) {
    return type >= 5 && type <= 8 ? type - 4 : type;
  }

  private int checksum(int start, int header, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes.array(), start + 6, header - 6 + length);
    int value = (int) checksum.getValue();
    return ((value >>> 15) | (value << 17)) + CHECKSUM_MASK;
  }
}
