package io.sillok.persistence.rocksdb.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the write-ahead log before RocksDB sees it. RocksDB itself has the choice of refusing the
 * torn tail that any crash may leave, or of dropping silently whatever follows a damaged byte. Here
 * only a torn tail passes, to be cut off once the whole store has been found good; any other
 * damage, and any gap between the batches, is refused. RocksDB may then demand absolute
 * consistency.
 */
public final class WriteAheadLog {

  private static final Logger LOGGER = LoggerFactory.getLogger(WriteAheadLog.class);
  private static final int BATCH_HEADER = 12;

  private final List<Path> files;
  private final List<TornTail> tornTails = new ArrayList<>();

  /** The sequence number that the next batch must have; -1 before the first batch. */
  private long expected = -1;

  private WriteAheadLog(List<Path> files) {
    this.files = files;
  }

  /**
   * Checks the files of {@code directory} and changes nothing.
   *
   * @return the torn tails. They hold nothing acknowledged if the store, without them, reaches up
   *     to its mark
   * @throws io.sillok.persistence.StoreException {@code store-corrupt}, with file and offset
   */
  public static List<TornTail> check(Path directory) throws IOException {
    WriteAheadLog log = new WriteAheadLog(files(directory));
    for (Path file : log.files) {
      log.checkFile(file);
    }
    return log.tornTails;
  }

  /** The newest file of {@code directory}'s log, or the directory itself if there is none. */
  public static Path newest(Path directory) throws IOException {
    List<Path> files = files(directory);
    return files.isEmpty() ? directory : files.getLast();
  }

  /**
   * What a crash left of a write.
   *
   * @param from the byte behind the last whole record
   */
  public record TornTail(Path file, int from, String damage) {

    /** Cuts it off, durably. */
    public void cut() throws IOException {
      LOGGER.warn("Cutting a torn write off {}, {}; it was never acknowledged", file, this);
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(from);
        channel.force(true);
      }
    }

    @Override
    public String toString() {
      return "from byte %d on, %s".formatted(from, damage);
    }
  }

  static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(file -> file.getFileName().toString().matches("\\d+\\.log"))
          .sorted(Comparator.comparingLong(WriteAheadLog::number))
          .toList();
    }
  }

  private static long number(Path file) {
    String name = file.getFileName().toString();
    return Long.parseLong(name.substring(0, name.indexOf('.')));
  }

  private void checkFile(Path file) throws IOException {
    RecordFile records = new RecordFile(file);
    int start = 0;
    for (Optional<byte[]> record = records.next(); record.isPresent(); record = records.next()) {
      follow(file, start, record.get());
      start = records.wholeUpTo();
    }
    if (records.damage().isPresent()) {
      TornTail tail = new TornTail(file, start, records.damage().get());
      if (records.recordBehindDamage()) {
        throw StoreFaults.corrupt(file, tail + ", yet records follow", null);
      }
      tornTails.add(tail);
    }
  }

  private void follow(Path file, int start, byte[] batch) {
    if (batch.length < BATCH_HEADER) {
      throw StoreFaults.corrupt(
          file, "the batch at byte %d has only %d bytes".formatted(start, batch.length), null);
    }
    ByteBuffer header = ByteBuffer.wrap(batch).order(ByteOrder.LITTLE_ENDIAN);
    long sequence = header.getLong();
    int count = header.getInt();
    if (count == 0) {
      return;
    }
    if (expected >= 0 && sequence != expected) {
      throw StoreFaults.corrupt(
          file,
          "the batch at byte %d starts with number %d where %d is due"
              .formatted(start, sequence, expected),
          null);
    }
    expected = sequence + count;
  }
}
