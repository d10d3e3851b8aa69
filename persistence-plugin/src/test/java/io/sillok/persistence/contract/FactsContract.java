package io.sillok.persistence.contract;

import static io.sillok.persistence.contract.Samples.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What the facts of any store must do. */
public abstract class FactsContract extends StoreContract {

  @Test
  void a_fact_is_written_once() {
    assertThat(await(store().facts().get("schema/1"))).isEmpty();
    assertThat(await(store().facts().putIfAbsent("schema/1", "first"))).isEqualTo("first");
    assertThat(await(store().facts().putIfAbsent("schema/1", "second"))).isEqualTo("first");
    reopen();
    assertThat(await(store().facts().get("schema/1"))).contains("first");
  }

  @Test
  void all_rivals_learn_the_one_that_stands() {
    List<CompletionStage<String>> rivals = new ArrayList<>();
    for (int rival = 0; rival < 50; rival++) {
      rivals.add(store().facts().putIfAbsent("key", "value " + rival));
    }
    List<String> learned = rivals.stream().map(Samples::await).distinct().toList();
    assertThat(learned).containsExactly(await(store().facts().get("key")).orElseThrow());
  }

  @Test
  void facts_are_found_by_prefix_in_order() {
    for (String key : List.of("schema/b", "schema/a", "schemas", "other")) {
      await(store().facts().putIfAbsent(key, "value of " + key));
    }
    assertThat(await(store().facts().withPrefix("schema/")))
        .containsExactly(
            java.util.Map.entry("schema/a", "value of schema/a"),
            java.util.Map.entry("schema/b", "value of schema/b"));
    assertThat(await(store().facts().withPrefix("x"))).isEmpty();
  }
}
