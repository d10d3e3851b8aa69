package io.sillok.node.window.definition.kept;

import static io.sillok.node.window.definition.declared.Samples.document;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.window.definition.ProjectionVersion;
import io.sillok.node.window.definition.declared.ProjectionFault;
import io.sillok.node.window.definition.declared.Samples;
import io.sillok.node.window.definition.declared.document.ProjectionReader;
import io.sillok.node.window.definition.kept.KeptProjection.OfModule;
import io.sillok.node.window.definition.kept.KeptProjection.OverHttp;
import io.sillok.node.window.definition.kept.ProjectionDeclaring.Changed;
import io.sillok.node.window.definition.kept.ProjectionDeclaring.Created;
import io.sillok.node.window.definition.kept.ProjectionDeclaring.Refused;
import io.sillok.node.window.definition.kept.ProjectionDeclaring.Revived;
import io.sillok.node.window.definition.kept.ProjectionDeclaring.Unchanged;
import io.sillok.persistence.Facts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is declared of projections, in any store. */
abstract class DeclaredProjectionsContract {

  private static final String NAME = "orders";
  private static final JsonNode COUNT = document();
  private static final JsonNode SUM =
      document("'aggregates':{'a':{'function':'sum','field':'total'}}");
  private static final JsonNode MAX =
      document("'aggregates':{'a':{'function':'max','field':'total'}}");

  /** Those of a store that nothing was declared in. */
  protected abstract Facts facts();

  private static DeclaredProjections projections(Facts facts) {
    return new DeclaredProjections(
        facts, () -> CompletableFuture.completedFuture(List.copyOf(Samples.ALL)));
  }

  @Test
  void what_is_declared_is_there_on_all_nodes() {
    Facts facts = facts();
    assertThat(await(projections(facts).find(NAME))).isEmpty();
    assertThat(declare(projections(facts), COUNT)).isEqualTo(new Created(kept(1, COUNT)));
    assertThat(await(projections(facts).find(NAME))).contains(kept(1, COUNT));
    assertThat(await(projections(facts).all())).containsExactly(kept(1, COUNT));
  }

  @Test
  void another_definition_is_the_next_version_and_the_same_is_not() {
    DeclaredProjections projections = projections(facts());
    declare(projections, COUNT);
    assertThat(declare(projections, COUNT)).isEqualTo(new Unchanged(kept(1, COUNT)));
    assertThat(declare(projections, SUM)).isEqualTo(new Changed(kept(2, SUM)));
    assertThat(declare(projections, SUM)).isEqualTo(new Unchanged(kept(2, SUM)));
    assertThat(declare(projections, COUNT)).isEqualTo(new Changed(kept(3, COUNT)));
    assertThat(await(projections.versions(NAME)))
        .containsExactly(kept(1, COUNT), kept(2, SUM), kept(3, COUNT));
    assertThat(await(projections.versions("other"))).isEmpty();
  }

  @Test
  void a_document_that_says_the_same_in_other_words_changes_nothing() {
    DeclaredProjections projections = projections(facts());
    declare(projections, COUNT);
    assertThat(
            declare(
                projections,
                document(
                    "'emit':'final'",
                    "'window':{'kind':'tumbling','size':'PT60S','offset':'PT0S','zone':'UTC'}")))
        .isInstanceOf(Unchanged.class);
  }

  @Test
  void a_dry_run_says_what_would_become_of_it_and_does_nothing() {
    DeclaredProjections projections = projections(facts());
    assertThat(await(projections.declare(NAME, COUNT, true)))
        .isEqualTo(new Created(kept(1, COUNT)));
    assertThat(await(projections.find(NAME))).isEmpty();
    declare(projections, COUNT);
    assertThat(await(projections.declare(NAME, SUM, true))).isEqualTo(new Changed(kept(2, SUM)));
    assertThat(await(projections.find(NAME))).contains(kept(1, COUNT));
  }

  @Test
  void a_retired_projection_is_revived_by_its_definition() {
    DeclaredProjections projections = projections(facts());
    declare(projections, COUNT);
    KeptProjection retired = kept(1, COUNT).asRetired(true);
    assertThat(await(projections.retire(NAME))).isEqualTo(new ProjectionRetiring.Retired(retired));
    assertThat(await(projections.retire(NAME))).isEqualTo(new ProjectionRetiring.Retired(retired));
    assertThat(await(projections.find(NAME))).contains(retired);
    assertThat(await(projections.versions(NAME))).containsExactly(retired);
    assertThat(declare(projections, COUNT)).isEqualTo(new Revived(kept(1, COUNT)));
    assertThat(await(projections.versions(NAME))).containsExactly(kept(1, COUNT));
    await(projections.retire(NAME));
    assertThat(declare(projections, SUM)).isEqualTo(new Changed(kept(2, SUM)));
  }

  @Test
  void what_nobody_declared_cannot_be_retired() {
    assertThat(await(projections(facts()).retire(NAME)))
        .isEqualTo(new ProjectionRetiring.Unknown());
  }

  @Test
  void what_is_wrong_is_refused_with_all_faults_and_changes_nothing() {
    DeclaredProjections projections = projections(facts());
    ProjectionDeclaring refused =
        declare(projections, document("'stream':'order-plced'", "'outOfOrderness':'PT-1S'"));
    assertThat(refused).isInstanceOf(Refused.class);
    assertThat(((Refused) refused).code()).isEqualTo("invalid-declaration");
    assertThat(((Refused) refused).faults())
        .extracting(ProjectionFault::code)
        .containsExactly("invalid-window", "unknown-stream");
    assertThat(((Refused) refused).message())
        .contains("/outOfOrderness outOfOrderness must be")
        .contains("/stream is 'order-plced', which is no stream; did you mean order-placed?");
    assertThat(await(projections.find(NAME))).isEmpty();
  }

  @Test
  void a_wrong_name_is_refused_as_such() {
    ProjectionDeclaring refused =
        await(projections(facts()).declare("Orders", document("'emit':'never'"), false));
    assertThat(((Refused) refused).code()).isEqualTo("invalid-name");
    assertThat(((Refused) refused).faults()).hasSize(2);
  }

  @Test
  void projections_whose_names_begin_alike_are_apart() {
    DeclaredProjections projections = projections(facts());
    await(projections.declare("orders-of-all", SUM, false));
    declare(projections, COUNT);
    assertThat(await(projections.find(NAME))).contains(kept(1, COUNT));
    assertThat(await(projections.all()))
        .extracting(KeptProjection::name)
        .containsExactly(NAME, "orders-of-all");
  }

  @Test
  void a_module_s_projection_has_a_version_for_each_text() {
    Facts facts = facts();
    assertThat(await(projections(facts).versionOf(NAME, "a"))).isEqualTo(numbered(1));
    assertThat(await(projections(facts).versionOf(NAME, "b"))).isEqualTo(numbered(2));
    assertThat(await(projections(facts).versionOf(NAME, "a"))).isEqualTo(numbered(1));
    assertThat(await(projections(facts).versionOf(NAME, "c"))).isEqualTo(numbered(3));
    assertThat(await(projections(facts).versions(NAME)))
        .extracting(KeptProjection::definition)
        .containsExactly(new OfModule("a"), new OfModule("b"), new OfModule("c"));
  }

  @Test
  void a_name_is_a_module_s_or_declared() {
    DeclaredProjections projections = projections(facts());
    await(projections.versionOf("of-module", "{\"sources\":[]}"));
    ProjectionDeclaring refused = await(projections.declare("of-module", COUNT, false));
    assertThat(refused)
        .isEqualTo(
            new Refused(
                "projection-of-module",
                "Projection of-module is declared by a module; change it there, or choose another name",
                List.of()));
    assertThat(await(projections.retire("of-module"))).isInstanceOf(ProjectionRetiring.Kept.class);
    declare(projections, COUNT);
    await(projections.retire(NAME));
    assertThat(await(projections.versionOf(NAME, "a")))
        .isEqualTo(
            new Numbering.Taken(
                "Projection orders was declared over HTTP; give that of the module another name"));
  }

  @Test
  void of_two_nodes_that_change_a_projection_at_once_each_makes_a_version() {
    Facts facts = facts();
    declare(projections(facts), COUNT);
    DeclaredProjections slower =
        projections(new Overtaken(facts, () -> declare(projections(facts), SUM)));
    assertThat(declare(slower, MAX)).isEqualTo(new Changed(kept(3, MAX)));
    assertThat(await(slower.versions(NAME)))
        .containsExactly(kept(1, COUNT), kept(2, SUM), kept(3, MAX));
  }

  @Test
  void of_two_nodes_that_declare_the_same_at_once_one_makes_the_version() {
    Facts facts = facts();
    DeclaredProjections slower =
        projections(new Overtaken(facts, () -> declare(projections(facts), COUNT)));
    declare(slower, COUNT);
    assertThat(await(slower.versions(NAME))).containsExactly(kept(1, COUNT));
  }

  @Test
  void a_projection_that_is_changed_while_it_is_retired_is_retired_as_it_is_then() {
    Facts facts = facts();
    declare(projections(facts), COUNT);
    DeclaredProjections slower =
        projections(new Overtaken(facts, () -> declare(projections(facts), SUM)));
    assertThat(await(slower.retire(NAME)))
        .isEqualTo(new ProjectionRetiring.Retired(kept(2, SUM).asRetired(true)));
  }

  @Test
  void of_two_nodes_that_number_a_module_s_projection_at_once_each_has_its_own() {
    Facts facts = facts();
    DeclaredProjections slower =
        projections(
            new Overtaken(
                facts,
                () ->
                    assertThat(await(projections(facts).versionOf(NAME, "a")))
                        .isEqualTo(numbered(1))));
    assertThat(await(slower.versionOf(NAME, "b"))).isEqualTo(numbered(2));
  }

  @Test
  void versions_are_dense_however_many_change_a_projection_at_once() {
    Facts facts = facts();
    CompletableFuture<?>[] all =
        IntStream.range(1, 9)
            .mapToObj(number ->
                projections(facts)
                    .declare(
                        NAME,
                        document(
                            "'aggregates':{'a':{'function':'top','field':'size','most':%d}}"
                                .formatted(number)),
                        false)
                    .toCompletableFuture())
            .toArray(CompletableFuture<?>[]::new);
    await(CompletableFuture.allOf(all));
    assertThat(await(projections(facts).versions(NAME)))
        .extracting(KeptProjection::version)
        .containsExactlyElementsOf(IntStream.range(1, 9).boxed().toList());
  }

  private static ProjectionDeclaring declare(DeclaredProjections projections, JsonNode document) {
    return await(projections.declare(NAME, document, false));
  }

  private static KeptProjection kept(int version, JsonNode document) {
    return new KeptProjection(
        NAME,
        version,
        new OverHttp(ProjectionReader.read(document).projection().orElseThrow()),
        List.of(),
        false);
  }

  private static Numbering numbered(int number) {
    return new Numbering.Numbered(new ProjectionVersion(NAME, number));
  }

  private static <T> T await(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
  }

  /** Facts of a node that another one overtakes, once, between its look and its change. */
  private record Overtaken(Facts facts, AtomicReference<Runnable> other) implements Facts {

    Overtaken(Facts facts, Runnable other) {
      this(facts, new AtomicReference<>(other));
    }

    @Override
    public CompletionStage<Optional<String>> get(String key) {
      return facts.get(key);
    }

    @Override
    public CompletionStage<String> putIfAbsent(String key, String value) {
      Runnable first = other.getAndSet(() -> {});
      return CompletableFuture.runAsync(first).thenCompose(done -> facts.putIfAbsent(key, value));
    }

    @Override
    public CompletionStage<Map<String, String>> withPrefix(String prefix) {
      return facts.withPrefix(prefix);
    }
  }
}
