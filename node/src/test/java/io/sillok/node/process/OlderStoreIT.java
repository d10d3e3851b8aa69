package io.sillok.node.process;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link KeptStores} that are embedded are served as they were. */
final class OlderStoreIT {

  @TempDir private Path data;

  static List<Path> stores() throws IOException {
    return KeptStores.EMBEDDED.all();
  }

  @ParameterizedTest
  @MethodSource("stores")
  void a_store_of_an_earlier_build_is_what_it_was_and_goes_on(Path kept) throws IOException {
    isStill(KeptStores.unpack(kept, data));
  }

  @Test
  void so_is_one_of_this_build() throws IOException {
    JsonNode now;
    try (NodeProcess node = NodeLaunch.on(data).start()) {
      now = StoredAnswers.left(node);
    }
    KeptStores.EMBEDDED.keep(now, data);
    isStill(now);
  }

  private void isStill(JsonNode then) throws IOException {
    try (NodeProcess node = NodeLaunch.on(data).start()) {
      StoredAnswers.areStill(then, node);
    }
  }
}
