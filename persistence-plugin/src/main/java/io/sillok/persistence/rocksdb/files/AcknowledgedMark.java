package io.sillok.persistence.rocksdb.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;

/**
 * How far the store has come, in a file of two slots that are written in turn, so that a crash
 * spoils one at most. It is written after the sync of what it speaks of and not synced itself: it
 * may lag behind the store after a power cut but never runs ahead. A store that is behind it has
 * lost something acknowledged.
 */
public final class AcknowledgedMark implements AutoCloseable {

  /** Its name in the store's directory. */
  public static final String FILE = "sillok.mark";

  private static final int SLOT = 3 * Long.BYTES + Integer.BYTES;
  private static final int SLOTS = 2;
  private static final Comparator<Progress> FURTHEST =
      Comparator.comparingLong(Progress::acknowledged)
          .thenComparingLong(progress -> progress.manifest().number())
          .thenComparingLong(progress -> progress.manifest().bytes());

  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(SLOT);
  private Progress progress;
  private int slot;

  private AcknowledgedMark(FileChannel channel, Progress progress) {
    this.channel = channel;
    this.progress = progress;
  }

  /**
   * What a mark says.
   *
   * @param acknowledged the sequence number up to which everything is durable
   * @param manifest the least that the manifest must be
   */
  public record Progress(long acknowledged, Manifest manifest) {

    /** A store that has acknowledged nothing. */
    public static final Progress NONE = new Progress(0, new Manifest(0, 0));
  }

  /**
   * What the mark in {@code directory} says, or nothing if there is none.
   *
   * @throws io.sillok.persistence.StoreException {@code store-corrupt} when no slot is readable
   */
  public static Optional<Progress> read(Path directory) throws IOException {
    Path file = directory.resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    byte[] bytes = Files.readAllBytes(file);
    Optional<Progress> latest =
        IntStream.range(0, Math.min(SLOTS, bytes.length / SLOT))
            .mapToObj(slot -> decode(ByteBuffer.wrap(bytes, slot * SLOT, SLOT).slice()))
            .flatMap(Optional::stream)
            .max(FURTHEST);
    if (latest.isEmpty() || bytes.length != SLOT * SLOTS) {
      throw StoreFaults.corrupt(
          file, "its %d bytes are not two marks with checksums".formatted(bytes.length), null);
    }
    return latest;
  }

  /**
   * Opens the mark in {@code directory} for writing; it says {@code progress} at first. It is made
   * beside the old one and then takes its place, so that a full disk or a crash leaves either
   * whole.
   */
  public static AcknowledgedMark open(Path directory, Progress progress) throws IOException {
    Path file = directory.resolve(FILE);
    Path made = directory.resolve(FILE + ".new");
    try (FileChannel channel =
        FileChannel.open(
            made,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      AcknowledgedMark mark = new AcknowledgedMark(channel, progress);
      for (int slot = 0; slot < SLOTS; slot++) {
        mark.write(progress);
      }
      channel.force(true);
    }
    Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
      entries.force(true);
    }
    return new AcknowledgedMark(FileChannel.open(file, StandardOpenOption.WRITE), progress);
  }

  /** What it says now. */
  public synchronized Progress progress() {
    return progress;
  }

  /** Everything up to {@code sequenceNumber} is durable. */
  public synchronized void acknowledged(long sequenceNumber) throws IOException {
    write(new Progress(sequenceNumber, progress.manifest()));
  }

  /** The manifest is as {@code manifest} says, durably. */
  public synchronized void seen(Manifest manifest) throws IOException {
    if (channel.isOpen()) {
      write(new Progress(progress.acknowledged(), manifest));
    }
  }

  private void write(Progress next) throws IOException {
    buffer.clear().putLong(next.acknowledged());
    buffer.putLong(next.manifest().number()).putLong(next.manifest().bytes());
    buffer.putInt(checksum(buffer.duplicate().flip())).flip();
    for (long place = (long) slot * SLOT; buffer.hasRemaining(); ) {
      place += channel.write(buffer, place);
    }
    slot = (slot + 1) % SLOTS;
    progress = next;
  }

  private static Optional<Progress> decode(ByteBuffer slot) {
    int checksum = checksum(slot.duplicate().limit(SLOT - Integer.BYTES));
    Progress found = new Progress(slot.getLong(), new Manifest(slot.getLong(), slot.getLong()));
    return slot.getInt() == checksum ? Optional.of(found) : Optional.empty();
  }

  private static int checksum(ByteBuffer content) {
    CRC32C checksum = new CRC32C();
    checksum.update(content);
    return (int) checksum.getValue();
  }

  @Override
  public synchronized void close() throws IOException {
    channel.force(true);
    channel.close();
  }
}
