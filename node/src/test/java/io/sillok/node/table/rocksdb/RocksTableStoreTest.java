package io.sillok.node.table.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.node.table.rows.Row;
import io.sillok.node.table.rows.RowChange;
import io.sillok.node.table.rows.TablePartition;
import io.sillok.node.table.rows.TableRows;
import io.sillok.node.table.rows.TableStore;
import io.sillok.node.table.rows.TableStoreContract;
import io.sillok.persistence.StoreException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RocksTableStoreTest extends TableStoreContract {

  private static final TablePartition PRODUCTS =
      new TablePartition("stream/product", "latest-1", 255);

  @TempDir private Path directory;
  private String origin = "here";

  @Override
  protected TableStore openStore() {
    return new RocksTableStore(
        new RocksTableSettings(directory.resolve("tables"), 1 << 20, 1 << 20),
        () -> CompletableFuture.completedFuture(origin),
        ForkJoinPool.commonPool());
  }

  @Test
  void the_last_of_256_partitions_is_apart_from_the_next() {
    TablePartition next = new TablePartition("stream/product", "latest-1", 256);
    await(open(PRODUCTS).write(puts(0, "a"), 1));
    await(open(next).write(puts(0, "b"), 1));
    TableRows rows = open(PRODUCTS);
    await(rows.clear());
    assertThat(all(open(PRODUCTS))).isEmpty();
    assertThat(all(open(next))).containsExactly("b");
  }

  @Test
  void tables_of_another_store_are_thrown_away() {
    await(open(PRODUCTS).write(puts(0, "a"), 1));
    end();
    origin = "elsewhere";
    begin();
    assertThat(open(PRODUCTS).applied()).isZero();
    assertThat(all(open(PRODUCTS))).isEmpty();
  }

  @Test
  void damaged_tables_are_thrown_away_when_they_are_opened() throws IOException {
    write100();
    end();
    for (Path file : files("MANIFEST-.*")) {
      Files.write(file, new byte[] {1, 2, 3});
    }
    begin();
    assertThat(open(PRODUCTS).applied()).isZero();
    await(open(PRODUCTS).write(puts(0, "a"), 1));
    assertThat(all(open(PRODUCTS))).containsExactly("a");
  }

  @Test
  void tables_that_lack_a_file_are_thrown_away() throws IOException {
    write100();
    end();
    begin(); // what was in the write-ahead log is in a file now
    assertThat(open(PRODUCTS).applied()).isEqualTo(100);
    end();
    List<Path> tables = files(".*\\.sst");
    assertThat(tables).isNotEmpty();
    Files.delete(tables.getFirst());
    begin();
    assertThat(open(PRODUCTS).applied()).isZero();
  }

  @Test
  void damage_that_is_found_later_moves_the_rows_and_they_begin_anew() throws IOException {
    write100();
    end();
    begin();
    assertThat(open(PRODUCTS).applied()).isEqualTo(100);
    end();
    flip(files(".*\\.sst").getFirst());
    begin();
    assertThatThrownBy(() -> all(open(PRODUCTS)))
        .isInstanceOfSatisfying(
            StoreException.class, moved -> assertThat(moved.code()).isEqualTo("table-moved"));
    TableRows rows = open(PRODUCTS);
    assertThat(rows.applied()).isZero();
    assertThat(all(rows)).isEmpty();
    await(rows.write(puts(0, "a"), 1));
    assertThat(all(rows)).containsExactly("a");
  }

  @Test
  void scratch_tables_are_empty_at_first_and_gone_when_all_are_closed() throws Exception {
    Path place = directory.resolve("scratch");
    ScratchTables scratch = new ScratchTables(place, ForkJoinPool.commonPool());
    TableStore one = scratch.make();
    TableStore other = scratch.make();
    TableRows rows = await(one.open(PRODUCTS));
    await(rows.write(puts(0, "a"), 1));
    assertThat(all(await(other.open(PRODUCTS)))).isEmpty();
    assertThat(all(await(one.open(PRODUCTS)))).containsExactly("a");
    one.close();
    assertThat(place).isNotEmptyDirectory();
    other.close();
    for (int look = 0; look < 1000 && Files.exists(place); look++) {
      Thread.sleep(10);
    }
    assertThat(place).doesNotExist();
  }

  /** Enough for several blocks of a file. */
  private void write100() {
    TableRows rows = open(PRODUCTS);
    Random random = new Random(11);
    for (int number = 0; number < 100; number++) {
      byte[] value = new byte[2000];
      random.nextBytes(value);
      Row row = new Row("k" + number, number, Instant.EPOCH, 0, 1, value);
      await(rows.write(List.of(new RowChange.Put(row)), number + 1));
    }
  }

  private List<Path> files(String name) throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("tables"))) {
      return files.filter(file -> file.getFileName().toString().matches(name)).toList();
    }
  }

  /** Changes a byte within the rows. */
  private static void flip(Path file) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      long middle = bytes.length() / 2;
      bytes.seek(middle);
      int before = bytes.read();
      bytes.seek(middle);
      bytes.write(before ^ 0x55);
    }
  }
}
