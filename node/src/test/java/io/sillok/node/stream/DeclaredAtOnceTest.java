package io.sillok.node.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.node.gateway.InMemoryFacts;
import io.sillok.node.stream.Declaring.Created;
import io.sillok.node.stream.Declaring.Kept;
import io.sillok.node.stream.Declaring.Refused;
import io.sillok.persistence.Facts;
import io.sillok.protocol.event.EventKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** What stands of a stream that several declare at once, or that was declared only halfway. */
final class DeclaredAtOnceTest {

  private static final String STREAM = "page-viewed";

  private final InMemoryFacts store = new InMemoryFacts();

  @Test
  void a_declaration_that_is_refused_leaves_no_version_of_its_definition() {
    List<Declaring> outcomes =
        atOnce(
            declaration(EventKind.KEYED, optional("referrer")),
            declaration(EventKind.ENTITY, optional("country")),
            declaration(EventKind.KEYED, optional("referrer")),
            declaration(EventKind.ENTITY, optional("language")));

    assertThat(outcomes.get(0)).isInstanceOf(Created.class);
    assertThat(outcomes.get(2)).isInstanceOf(Kept.class);
    assertThat(codes(outcomes)).containsExactly("stream-differs", "stream-differs");
    assertThat(fields(versions())).containsExactly(List.of("productId", "seconds", "referrer"));
    StreamDeclaration later =
        declaration(EventKind.KEYED, optional("referrer"), field("country", "[\"null\",\"int\"]"));
    assertThat(await(node(store).declare(later, false))).isInstanceOf(Kept.class);
    assertThat(versions()).hasSize(2);
  }

  @Test
  void definitions_that_disagree_are_refused_with_the_place_and_not_a_failure() {
    List<Declaring> outcomes =
        atOnce(
            declaration(EventKind.KEYED, field("country", "\"string\"")),
            declaration(EventKind.KEYED, field("language", "\"string\"")),
            declaration(EventKind.KEYED, field("country", "\"int\"")));

    assertThat(outcomes.getFirst()).isInstanceOf(Created.class);
    assertThat(codes(outcomes)).containsExactly("schema-incompatible", "schema-incompatible");
    assertThat(outcomes)
        .filteredOn(Refused.class::isInstance)
        .allSatisfy(refused ->
            assertThat(((Refused) refused).faults())
                .isNotEmpty()
                .allSatisfy(fault -> assertThat(fault.pointer()).startsWith("/schema")));
    assertThat(versions()).hasSize(1);
  }

  @Test
  void of_those_who_declare_the_same_at_once_one_has_created_it() {
    StreamDeclaration same = declaration(EventKind.KEYED, optional("referrer"));

    List<Declaring> outcomes = atOnce(same, same, same);

    assertThat(outcomes).filteredOn(Created.class::isInstance).hasSize(1);
    assertThat(outcomes).filteredOn(Kept.class::isInstance).hasSize(2);
  }

  @Test
  void whoever_comes_next_completes_what_stands_without_its_version() {
    StreamDeclaration halfway = declaration(EventKind.KEYED, optional("referrer"));
    assertThat(node(new Breaking(store)).declare(halfway, false).toCompletableFuture())
        .isCompletedExceptionally();
    assertThat(versions()).isEmpty();

    assertThat(await(node(store).find(STREAM)).orElseThrow().version()).isEqualTo(1);
    assertThat(fields(versions())).containsExactly(List.of("productId", "seconds", "referrer"));
  }

  @Test
  void what_stands_without_its_version_binds_the_next_declaration() {
    StreamDeclaration halfway = declaration(EventKind.KEYED, field("country", "\"string\""));
    assertThat(node(new Breaking(store)).declare(halfway, false).toCompletableFuture())
        .isCompletedExceptionally();

    Declaring next =
        await(
            node(store)
                .declare(declaration(EventKind.KEYED, field("language", "\"string\"")), false));

    assertThat(codes(List.of(next))).containsExactly("schema-incompatible");
    assertThat(fields(versions())).containsExactly(List.of("productId", "seconds", "country"));
  }

  /** Each by a node of its own, and all know only of what was before. */
  private List<Declaring> atOnce(StreamDeclaration... wanted) {
    Facts facts = new ReadTogether(store, wanted.length);
    List<CompletionStage<Declaring>> declared = new ArrayList<>();
    for (StreamDeclaration each : wanted) {
      declared.add(node(facts).declare(each, false));
    }
    return declared.stream().map(DeclaredAtOnceTest::await).toList();
  }

  private static DeclaredStreams node(Facts facts) {
    return new DeclaredStreams(facts, new SchemaVersions(facts), Set.of());
  }

  private List<SchemaVersion> versions() {
    return await(new SchemaVersions(store).of(STREAM));
  }

  private static List<List<String>> fields(List<SchemaVersion> versions) {
    return versions.stream()
        .map(version -> version.schema().getFields().stream().map(Schema.Field::name).toList())
        .toList();
  }

  private static List<String> codes(List<Declaring> outcomes) {
    return outcomes.stream()
        .filter(Refused.class::isInstance)
        .map(outcome -> ((Refused) outcome).code())
        .toList();
  }

  private static <T> T await(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  private static StreamDeclaration declaration(EventKind kind, String... more) {
    String schema =
        """
        {"type": "record", "name": "PageViewed", "fields": [
          {"name": "productId", "type": "string"}, {"name": "seconds", "type": "int"}, %s]}
        """
            .formatted(String.join(",", more));
    return new StreamDeclaration(
        STREAM,
        kind,
        new Schema.Parser().parse(schema),
        Optional.of("productId"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  private static String optional(String name) {
    return field(name, "[\"null\", \"string\"]");
  }

  private static String field(String name, String type) {
    String absent = type.startsWith("[") ? ", \"default\": null" : "";
    return "{\"name\": \"%s\", \"type\": %s%s}".formatted(name, type, absent);
  }

  /**
   * The first so many who read declarations get to know what there is only when all have asked; who
   * asked first is the first to go on.
   */
  private static final class ReadTogether implements Facts {

    private final Facts facts;
    private final int readers;
    private final List<Runnable> goingOn = new ArrayList<>();

    ReadTogether(Facts facts, int readers) {
      this.facts = facts;
      this.readers = readers;
    }

    @Override
    public CompletionStage<Optional<String>> get(String key) {
      return facts.get(key);
    }

    @Override
    public CompletionStage<String> putIfAbsent(String key, String value) {
      return facts.putIfAbsent(key, value);
    }

    @Override
    public CompletionStage<Map<String, String>> withPrefix(String prefix) {
      CompletionStage<Map<String, String>> found = facts.withPrefix(prefix);
      if (!prefix.startsWith("stream/") || goingOn.size() == readers) {
        return found;
      }
      CompletableFuture<Map<String, String>> later = new CompletableFuture<>();
      goingOn.add(() -> found.thenAccept(later::complete));
      if (goingOn.size() == readers) {
        goingOn.forEach(Runnable::run);
      }
      return later;
    }
  }

  /** Fails whoever registers a version, as if the node had stopped there. */
  private record Breaking(Facts facts) implements Facts {

    @Override
    public CompletionStage<Optional<String>> get(String key) {
      return facts.get(key);
    }

    @Override
    public CompletionStage<String> putIfAbsent(String key, String value) {
      return key.startsWith("schema-version/")
          ? CompletableFuture.failedFuture(new IllegalStateException("The node stops"))
          : facts.putIfAbsent(key, value);
    }

    @Override
    public CompletionStage<Map<String, String>> withPrefix(String prefix) {
      return facts.withPrefix(prefix);
    }
  }
}
