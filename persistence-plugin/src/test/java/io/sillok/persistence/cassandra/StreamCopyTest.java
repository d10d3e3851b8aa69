package io.sillok.persistence.cassandra;

import static io.sillok.persistence.contract.Samples.await;
import static io.sillok.persistence.contract.Samples.block;
import static io.sillok.persistence.contract.Samples.event;
import static io.sillok.persistence.contract.Samples.richEvent;
import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.cassandra.testkit.CassandraExtension;
import io.sillok.persistence.AppendResult.Appended;
import io.sillok.persistence.Block;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.PartitionLog;
import io.sillok.persistence.Partitioner;
import io.sillok.persistence.contract.Contents;
import io.sillok.persistence.rocksdb.RocksDbSettings;
import io.sillok.persistence.rocksdb.RocksDbSettings.Verify;
import io.sillok.persistence.rocksdb.RocksDbStore;
import io.sillok.persistence.tool.CopyReport;
import io.sillok.persistence.tool.LogVerifier;
import io.sillok.persistence.tool.StoreCopy;
import java.nio.file.Path;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Streams go from the embedded store to Cassandra and back, those with a trimmed beginning, too.
 */
class StreamCopyTest {

  private static final LogId VIEWS = new LogId("page-viewed", 1);
  private static final LogId TRIMMED = new LogId("page-viewed", 2);
  private static final LogId CARTS = new Partitioner(CassandraStores.PARTITIONS).log("cart|1");

  @RegisterExtension static final CassandraExtension CASSANDRA = CassandraExtension.shared();

  @TempDir Path directory;

  @Test
  void a_store_with_streams_is_copied_there_and_back_and_verified() {
    try (LogStore source = rocksDb("source");
        LogStore cassandra = CassandraStores.open(CASSANDRA, CASSANDRA.newKeyspace());
        LogStore back = rocksDb("back")) {
      fill(source);
      for (CopyReport report : new CopyReport[] {copy(source, cassandra), copy(cassandra, back)}) {
        assertThat(report.logs()).isEqualTo(3);
        assertThat(report.entities()).isEqualTo(1);
      }
      assertThat(Contents.of(cassandra)).isEqualTo(Contents.of(source));
      assertThat(Contents.of(back)).isEqualTo(Contents.of(source)).hasSizeGreaterThan(100);
      for (LogStore store : new LogStore[] {source, cassandra, back}) {
        assertThat(await(store.logs()))
            .allSatisfy(log -> assertThat(new LogVerifier(store).verify(log).fault()).isEmpty());
        assertThat(await(store.log(TRIMMED).lastWithEvents()).orElseThrow().nextOffset())
            .isEqualTo(PartitionLog.BUCKET_OFFSETS + 1);
      }
    }
  }

  private static void fill(LogStore store) {
    String views = Partitioner.streamId(VIEWS);
    append(store, block(VIEWS, 0));
    for (int number = 1; number <= 100; number++) {
      append(store, block(VIEWS, number, richEvent(views, number).behind(number - 1L)));
    }
    append(store, block(CARTS, 0, event("cart|1", 1)));
    trimmed(store);
  }

  /** Ends in a block without events, in a bucket of its own. */
  private static void trimmed(LogStore store) {
    long start = PartitionLog.BUCKET_OFFSETS - 1;
    String id = Partitioner.streamId(TRIMMED);
    await(store.log(TRIMMED).startAt(start));
    append(store, block(TRIMMED, start, event(id, 7)));
    append(store, block(TRIMMED, start + 1, event(id, 8)));
    append(store, block(TRIMMED, start + 2));
    assertThat(await(store.log(TRIMMED).trim(Long.MAX_VALUE))).isEqualTo(start + 1);
  }

  private static void append(LogStore store, Block block) {
    assertThat(await(store.log(block.log()).append(block))).isInstanceOf(Appended.class);
  }

  private static CopyReport copy(LogStore source, LogStore target) {
    StoreCopy.Progress silent =
        new StoreCopy.Progress() {
          @Override
          public void copied(LogId log, long offset, long head) {}

          @Override
          public void compared(LogId log) {}
        };
    return new StoreCopy(source, target, silent).run(StoreCopy.Snapshots.LATEST);
  }

  private LogStore rocksDb(String name) {
    return RocksDbStore.open(
        new RocksDbSettings(
            directory.resolve(name), CassandraStores.PARTITIONS, Verify.FULL, 1 << 20, 64 << 10),
        ForkJoinPool.commonPool());
  }
}
