package io.sillok.persistence.rocksdb.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Checks that CURRENT names a manifest and that the manifest is whole. */
public final class Manifest {

  private Manifest() {}

  /**
   * Whether the manifest of {@code directory} ends with a whole record; a crash may leave a torn
   * one.
   *
   * @throws io.sillok.persistence.StoreException {@code store-corrupt}, with file and offset
   */
  public static boolean check(Path directory) throws IOException {
    Path current = directory.resolve("CURRENT");
    if (!Files.isRegularFile(current)) {
      throw StoreFaults.corrupt(current, "it is missing", null);
    }
    String name = new String(Files.readAllBytes(current), StandardCharsets.ISO_8859_1);
    if (!name.matches("MANIFEST-\\d+\n") || !Files.exists(directory.resolve(name.strip()))) {
      throw StoreFaults.corrupt(current, "it does not name a manifest that is here", null);
    }
    return isWhole(directory.resolve(name.strip()));
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
