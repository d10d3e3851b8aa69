package io.sillok.node.stream.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.persistence.StoreException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TroubleTest {

  @ParameterizedTest
  @CsvSource({
    "saturated, saturated",
    "store-failed, store-failed",
    "store-unreachable, store-failed",
    "log-fenced, store-failed"
  })
  void what_the_store_fails_with_has_one_code(String code, String told) {
    StoreException failure = new StoreException(code, "Because", null);

    assertThat(Trouble.of(new CompletionException(failure)))
        .isEqualTo(new TimeAnswer.Unavailable(told, "Because"));
  }

  @Test
  void an_answer_that_does_not_come_is_no_failure_of_the_store() {
    assertThat(Trouble.of(new TimeoutException()).code()).isEqualTo("timeout");
  }
}
