package io.sillok.persistence.rocksdb;

import static io.sillok.persistence.contract.Samples.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.persistence.LogStore;
import io.sillok.persistence.contract.EntityIndexContract;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RocksDbEntityIndexTest extends EntityIndexContract {

  @Override
  protected LogStore open(Path place) {
    return Stores.open(place);
  }

  @Test
  void a_page_ends_behind_the_event_that_fills_four_mebibytes() {
    appendLarge(LARGE_EVENTS);
    assertThat(await(store().entities().read("cart|1", 0, Long.MAX_VALUE, 100))).hasSize(4);
  }
}
