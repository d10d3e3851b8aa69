package io.sillok.node.processor.sharded;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.persistence.StoreException;
import java.io.IOException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

final class TroubleTest {

  @Test
  void what_others_throw_is_told_with_its_class() {
    assertThat(Trouble.of(new CompletionException(new IOException("checked"))).message())
        .isEqualTo("java.io.IOException: checked");
  }

  @Test
  void what_is_told_in_words_already_stays_as_it_is() {
    assertThat(Trouble.of(new StoreException("fault", "The store is down", null)).message())
        .isEqualTo("The store is down");
  }
}
