package io.sillok.persistence.rocksdb;

import io.sillok.persistence.Block;
import io.sillok.persistence.LogId;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.rocksdb.RocksDbSettings.Verify;
import io.sillok.persistence.rocksdb.files.AcknowledgedMark;
import io.sillok.persistence.rocksdb.files.AcknowledgedMark.Progress;
import io.sillok.persistence.rocksdb.files.Manifest;
import io.sillok.persistence.rocksdb.files.StoreFaults;
import io.sillok.persistence.rocksdb.files.WriteAheadLog;
import io.sillok.persistence.rocksdb.files.WriteAheadLog.TornTail;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.rocksdb.RocksDBException;

/**
 * Decides whether a directory can be trusted, before it is opened for use. Everything is looked at
 * without changing anything; only when all is well is the torn tail that a crash left cut off.
 */
final class OpenCheck {

  private final RocksDbSettings settings;
  private final Path directory;

  private OpenCheck(RocksDbSettings settings) {
    this.settings = settings;
    this.directory = settings.directory();
  }

  /**
   * Checks the directory of {@code settings}, and cuts off what a crash has torn.
   *
   * @return how far it has come; a new store has not
   * @throws StoreException {@code store-corrupt}, {@code store-format} or {@code store-partitions}
   */
  static Progress run(RocksDbSettings settings) throws IOException {
    OpenCheck check = new OpenCheck(settings);
    Progress progress = check.mark().orElse(Progress.NONE);
    for (TornTail tail : check.tornTails(progress)) {
      tail.cut();
    }
    return progress;
  }

  /** As {@link #run}, but changes nothing; answers what is torn. */
  static List<TornTail> look(RocksDbSettings settings) throws IOException {
    OpenCheck check = new OpenCheck(settings);
    return check.tornTails(check.mark().orElse(Progress.NONE));
  }

  /**
   * A store makes its mark whole before anything else: only where nothing else is may it be missing
   * or unreadable.
   */
  private Optional<Progress> mark() throws IOException {
    Optional<Progress> mark;
    try {
      mark = AcknowledgedMark.read(directory);
    } catch (StoreException unreadable) {
      if (ExistingStore.holdsFiles(directory)) {
        throw unreadable;
      }
      return Optional.empty();
    }
    if (mark.isEmpty() && ExistingStore.holdsFiles(directory)) {
      throw StoreFaults.corrupt(
          directory.resolve(AcknowledgedMark.FILE), "it is missing from a store", null);
    }
    return mark;
  }

  /** What a crash has torn, once all else has been found good. */
  private List<TornTail> tornTails(Progress progress) throws IOException {
    if (progress.acknowledged() == 0) {
      return List.of();
    }
    boolean wholeManifest = Manifest.check(directory, progress.manifest());
    List<TornTail> tornTails = WriteAheadLog.check(directory);
    try (Database database = Database.look(settings, tornTails)) {
      database.read(look -> {
        reachesMark(look, progress.acknowledged(), tornTails);
        StoreIdentity.check(look, settings);
        // A torn manifest may have forgotten files: then only a look at everything tells.
        boolean full = settings.verifyOnOpen() == Verify.FULL || !wholeManifest;
        verifyLogs(look, full);
        if (full) {
          look.verifyChecksums();
        }
        return true;
      });
    }
    return tornTails;
  }

  private void reachesMark(Database database, long acknowledged, List<TornTail> tornTails) {
    long present = database.latestSequenceNumber();
    if (present >= acknowledged) {
      return;
    }
    String problem =
        "writes up to number %d were acknowledged, but only those up to %d are here"
            .formatted(acknowledged, present);
    if (!tornTails.isEmpty()) {
      throw StoreFaults.corrupt(
          tornTails.getLast().file(), tornTails.getLast() + "; " + problem, null);
    }
    throw StoreFaults.corrupt(newestLog(), problem, null);
  }

  private Path newestLog() {
    try {
      return WriteAheadLog.newest(directory);
    } catch (IOException e) {
      return directory;
    }
  }

  private void verifyLogs(Database database, boolean whole) throws RocksDBException {
    try {
      verifyLogs(database, LogBounds.load(database), whole);
    } catch (StoreException e) {
      throw e.code().equals("store-corrupt") && !e.toString().contains(directory.toString())
          ? StoreFaults.corrupt(directory, String.valueOf(e.getMessage()), e)
          : e;
    }
  }

  private void verifyLogs(Database database, LogBounds bounds, boolean whole)
      throws RocksDBException {
    for (LogId log : bounds.logs()) {
      long end = whole ? walk(database, log, bounds.start(log)) : tail(database, log);
      if (end != bounds.head(log)) {
        throw StoreFaults.corrupt(
            directory,
            "log %s ends at offset %d where its head says %d".formatted(log, end, bounds.head(log)),
            null);
      }
    }
  }

  private static long tail(Database database, LogId log) throws RocksDBException {
    return RocksDbLog.last(database, log).map(Block::nextOffset).orElse(0L);
  }

  /**
   * Reads every block of {@code log}, which begins at {@code start}; the offset behind the last.
   */
  private static long walk(Database database, LogId log, long start) throws RocksDBException {
    long next = start;
    try (Cursor cursor = database.cursor(Column.LOG, RocksDbLog.prefix(log))) {
      for (boolean here = cursor.seek(Keys.block(log, 0)); here; here = cursor.next()) {
        Block block = RocksDbLog.decode(log, cursor);
        if (block.firstOffset() != next) {
          throw RocksDbLog.missing(log, next);
        }
        next = block.nextOffset();
      }
    }
    return next;
  }
}
