package io.sillok.persistence.rocksdb.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import java.util.zip.CRC32C;

/**
 * The sequence number up to which the store has acknowledged, in a file of two slots that are
 * written in turn, so that a crash spoils one at most. It is written after the sync of what it
 * speaks of and not synced itself: it may lag behind the store after a power cut but never runs
 * ahead. A store that is behind it has lost something acknowledged.
 */
public final class AcknowledgedMark implements AutoCloseable {

  /** Its name in the store's directory. */
  public static final String FILE = "sillok.mark";

  private static final int SLOT = 12;
  private static final int SLOTS = 2;

  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(SLOT);
  private int next;

  private AcknowledgedMark(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * What the mark in {@code directory} says, or nothing if there is none.
   *
   * @throws io.sillok.persistence.StoreException {@code store-corrupt} when no slot is readable
   */
  public static OptionalLong read(Path directory) throws IOException {
    Path file = directory.resolve(FILE);
    if (!Files.exists(file)) {
      return OptionalLong.empty();
    }
    byte[] bytes = Files.readAllBytes(file);
    long latest = -1;
    for (int slot = 0; slot < SLOTS && (slot + 1) * SLOT <= bytes.length; slot++) {
      ByteBuffer content = ByteBuffer.wrap(bytes, slot * SLOT, SLOT);
      long value = content.getLong();
      if (content.getInt() == checksum(value)) {
        latest = Math.max(latest, value);
      }
    }
    if (latest < 0 || bytes.length != SLOT * SLOTS) {
      throw StoreFaults.corrupt(
          file, "its %d bytes are not two numbers with checksums".formatted(bytes.length), null);
    }
    return OptionalLong.of(latest);
  }

  /** Opens the mark in {@code directory} for writing; a new one says {@code acknowledged}. */
  public static AcknowledgedMark open(Path directory, long acknowledged) throws IOException {
    FileChannel channel =
        FileChannel.open(
            directory.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    AcknowledgedMark mark = new AcknowledgedMark(channel);
    for (int slot = 0; slot < SLOTS; slot++) {
      mark.write(acknowledged);
    }
    channel.force(true);
    return mark;
  }

  /** Everything up to {@code acknowledged} is durable. */
  public void write(long acknowledged) throws IOException {
    buffer.clear().putLong(acknowledged).putInt(checksum(acknowledged)).flip();
    channel.write(buffer, (long) next * SLOT);
    next = (next + 1) % SLOTS;
  }

  private static int checksum(long value) {
    CRC32C checksum = new CRC32C();
    checksum.update(ByteBuffer.allocate(Long.BYTES).putLong(value).flip());
    return (int) checksum.getValue();
  }

  @Override
  public void close() throws IOException {
    channel.force(true);
    channel.close();
  }
}
