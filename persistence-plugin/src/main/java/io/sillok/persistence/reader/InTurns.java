package io.sillok.persistence.reader;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Asks for many things, so many at once. */
public final class InTurns {

  private InTurns() {}

  /** What {@code ask} answers for each of {@code all}, in their order. */
  public static <A, B> CompletionStage<List<B>> of(
      List<A> all, int atOnce, Function<A, CompletionStage<B>> ask) {
    CompletionStage<List<B>> answers = CompletableFuture.completedFuture(new ArrayList<>());
    for (int from = 0; from < all.size(); from += atOnce) {
      List<A> some = all.subList(from, Math.min(all.size(), from + atOnce));
      answers =
          answers.thenCompose(before ->
              together(some, ask)
                  .thenApply(more -> {
                    before.addAll(more);
                    return before;
                  }));
    }
    return answers;
  }

  private static <A, B> CompletionStage<List<B>> together(
      List<A> some, Function<A, CompletionStage<B>> ask) {
    List<CompletableFuture<B>> asked =
        some.stream().map(each -> ask.apply(each).toCompletableFuture()).toList();
    return CompletableFuture.allOf(asked.toArray(CompletableFuture<?>[]::new))
        .thenApply(done -> asked.stream().map(CompletableFuture::join).toList());
  }
}
