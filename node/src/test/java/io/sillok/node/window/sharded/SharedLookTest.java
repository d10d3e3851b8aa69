package io.sillok.node.window.sharded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

final class SharedLookTest {

  private final List<CompletableFuture<Void>> begun = new ArrayList<>();
  private final SharedLook look =
      new SharedLook(() -> {
        CompletableFuture<Void> one = new CompletableFuture<>();
        begun.add(one);
        return one;
      });

  @Test
  void those_that_ask_while_one_is_under_way_share_the_next() {
    CompletionStage<Void> first = look.again();
    CompletionStage<Void> second = look.again();
    CompletionStage<Void> third = look.again();
    assertThat(begun).hasSize(1);

    begun.getFirst().complete(null);
    assertThat(first).isCompleted();
    assertThat(begun).hasSize(2);
    assertThat(second).isNotDone();

    begun.get(1).complete(null);
    assertThat(second).isCompleted();
    assertThat(third).isCompleted();
    assertThat(begun).hasSize(2);
  }

  @Test
  void who_asks_after_the_next_has_begun_gets_another() {
    look.again();
    look.again();
    begun.getFirst().complete(null);

    CompletionStage<Void> later = look.again();
    begun.get(1).complete(null);

    assertThat(later).isNotDone();
    assertThat(begun).hasSize(3);
  }

  @Test
  void one_that_fails_does_not_keep_others_from_looking() {
    CompletionStage<Void> first = look.again();
    CompletionStage<Void> second = look.again();

    begun.getFirst().completeExceptionally(new IllegalStateException("away"));
    begun.get(1).complete(null);

    assertThat(first).isCompletedExceptionally();
    assertThat(second).isCompleted();
  }

  @Test
  void one_that_cannot_even_begin_does_not_either() {
    List<String> tries = new ArrayList<>();
    SharedLook broken =
        new SharedLook(() -> {
          tries.add("try");
          throw new IllegalStateException("closed");
        });

    assertThat(broken.again()).isCompletedExceptionally();
    assertThat(broken.again()).isCompletedExceptionally();
    assertThat(tries).hasSize(2);
  }
}
