package io.sillok.persistence.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.persistence.LogStore;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.rocksdb.files.AcknowledgedMark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a first start leaves behind that was interrupted or found no room. */
class FirstStartTest {

  private static final int WHOLE_MARK = 56;

  @TempDir Path directory;
  private Path mark = Path.of("");

  @BeforeEach
  void name() {
    mark = directory.resolve(AcknowledgedMark.FILE);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 13, 28})
  void a_short_mark_alone_is_a_new_store(int length) throws IOException {
    openAndClose();
    byte[] whole = Files.readAllBytes(mark);
    Path fresh = Files.createDirectory(directory.resolve("fresh"));
    Files.write(fresh.resolve(AcknowledgedMark.FILE), Arrays.copyOf(whole, length));
    for (int start = 1; start <= 2; start++) {
      try (LogStore store = Stores.open(fresh)) {
        assertThat(store.partitions()).isEqualTo(Stores.PARTITIONS);
      }
    }
    assertThat(fresh.resolve(AcknowledgedMark.FILE)).hasSize(WHOLE_MARK);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 13, 28})
  void a_short_mark_beside_a_store_is_refused(int length) throws IOException {
    openAndClose();
    Files.write(mark, Arrays.copyOf(Files.readAllBytes(mark), length));
    assertThatThrownBy(() -> Stores.open(directory))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.code()).isEqualTo("store-corrupt"))
        .hasMessageContaining(mark.toString());
    assertThat(mark).hasSize(length);
  }

  @Test
  void a_half_made_mark_is_written_anew() throws IOException {
    Path made = directory.resolve(AcknowledgedMark.FILE + ".new");
    for (int start = 1; start <= 2; start++) {
      Files.write(made, new byte[100]);
      openAndClose();
      assertThat(made).doesNotExist();
      assertThat(mark).hasSize(WHOLE_MARK);
    }
  }

  @Test
  void a_mark_that_cannot_be_made_anew_leaves_the_old_one() throws IOException {
    openAndClose();
    byte[] before = Files.readAllBytes(mark);
    Path made = Files.createDirectory(directory.resolve(AcknowledgedMark.FILE + ".new"));
    assertThatThrownBy(() -> Stores.open(directory))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.code()).isEqualTo("store-unwritable"));
    assertThat(mark).hasBinaryContent(before);
    Files.delete(made);
    openAndClose();
  }

  private void openAndClose() {
    try (LogStore store = Stores.open(directory)) {
      assertThat(store.partitions()).isEqualTo(Stores.PARTITIONS);
    }
  }
}
