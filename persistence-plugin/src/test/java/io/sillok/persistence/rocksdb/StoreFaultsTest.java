package io.sillok.persistence.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.persistence.StoreException;
import io.sillok.persistence.rocksdb.files.StoreFaults;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoreFaultsTest {

  private static final Path STORE = Path.of("/data/store");

  @Test
  void a_full_disk_asks_for_space() {
    for (Throwable full :
        List.of(
            new FileSystemException("/data/store/a", null, "No space left on device"),
            new IOException("No space left on device"),
            new IOException("Disk quota exceeded"))) {
      assertThat(message(full))
          .contains("/data/store cannot be written: ")
          .contains(full instanceof FileSystemException e ? e.getReason() : full.getMessage())
          .contains("; free space on its disk, or choose another directory")
          .doesNotContain("permissions");
    }
  }

  @Test
  void every_other_reason_is_in_words_and_asks_for_permissions() {
    assertThat(message(new AccessDeniedException("/data")))
        .contains(": access to /data is denied;");
    assertThat(message(new NoSuchFileException("/data"))).contains(": /data does not exist;");
    assertThat(message(new FileAlreadyExistsException("/data"))).contains(": /data is not a dir");
    assertThat(message(new FileSystemException("/data", null, "Read-only file system")))
        .contains(": Read-only file system (/data);");
    assertThat(message(new IOException("Input/output error"))).contains(": Input/output error;");
  }

  private static String message(Throwable cause) {
    StoreException fault = StoreFaults.unwritable(STORE, cause);
    assertThat(fault.code()).isEqualTo("store-unwritable");
    String message = String.valueOf(fault.getMessage());
    assertThat(message).doesNotContain("Exception").hasLineCount(1);
    return message;
  }
}
