package io.sillok.persistence.rocksdb.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * RocksDB's list of the files that count. Each change of it is appended, so it only grows until a
 * new one with a higher number takes its place.
 *
 * @param number of the manifest that CURRENT names
 * @param bytes its size
 */
public record Manifest(long number, long bytes) {

  private static final String NAME = "MANIFEST-\\d+";

  /**
   * The manifest of {@code directory}.
   *
   * @throws io.sillok.persistence.StoreException {@code store-corrupt} if CURRENT does not name one
   */
  public static Manifest of(Path directory) throws IOException {
    Path file = file(directory);
    String name = file.getFileName().toString();
    return new Manifest(Long.parseLong(name.substring(name.indexOf('-') + 1)), Files.size(file));
  }

  /**
   * Whether the manifest of {@code directory} ends with a whole record; a crash may leave a torn
   * one. It must be at least as long as it was when it was last seen: what is cut off it, be it
   * whole records, has made RocksDB delete the files that it replaced.
   *
   * @throws io.sillok.persistence.StoreException {@code store-corrupt}, with file and offset
   */
  public static boolean check(Path directory, Manifest lastSeen) throws IOException {
    Path file = file(directory);
    Manifest present = of(directory);
    if (present.number < lastSeen.number) {
      throw StoreFaults.corrupt(
          directory.resolve("CURRENT"),
          "it names manifest %d, but %d came after it".formatted(present.number, lastSeen.number),
          null);
    }
    if (present.number == lastSeen.number && present.bytes < lastSeen.bytes) {
      throw StoreFaults.corrupt(
          file,
          "it has %d bytes, but had %d already".formatted(present.bytes, lastSeen.bytes),
          null);
    }
    return isWhole(file);
  }

  private static Path file(Path directory) throws IOException {
    Path current = directory.resolve("CURRENT");
    if (!Files.isRegularFile(current)) {
      throw StoreFaults.corrupt(current, "it is missing", null);
    }
    String name = new String(Files.readAllBytes(current), StandardCharsets.ISO_8859_1);
    if (!name.matches(NAME + "\n") || !Files.exists(directory.resolve(name.strip()))) {
      throw StoreFaults.corrupt(current, "it does not name a manifest that is here", null);
    }
    return directory.resolve(name.strip());
  }

  private static boolean isWhole(Path file) throws IOException {
    RecordFile records = new RecordFile(file);
    int count = 0;
    for (Optional<byte[]> record = records.next(); record.isPresent(); record = records.next()) {
      count++;
    }
    if (records.damage().isEmpty() && count > 0) {
      return true;
    }
    String damage = records.damage().orElse("it holds no record");
    if (count == 0 || records.recordBehindDamage()) {
      throw StoreFaults.corrupt(
          file,
          "at byte %d of %d, %s".formatted(records.wholeUpTo(), records.size(), damage),
          null);
    }
    return false;
  }
}
