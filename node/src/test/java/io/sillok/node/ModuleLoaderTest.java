package io.sillok.node;

import static io.sillok.node.ModuleJarBuilder.module;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sillok.node.account.AccountModule;
import io.sillok.node.account.VisitModule;
import io.sillok.node.entity.EntityModels;
import io.sillok.node.entity.LoadedModule;
import io.sillok.node.tally.Tally;
import io.sillok.node.tally.TallyModule;
import io.sillok.protocol.SillokModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Modules that are loaded, and every way in which one cannot be. */
final class ModuleLoaderTest {

  private static final String COUNTER =
      """
      import io.sillok.protocol.entity.*;
      public class Counter implements Decider<Counter.Command, Counter.Event, Counter.State> {
        public sealed interface Command { record Count() implements Command {} }
        public sealed interface Event { record Counted() implements Event {} }
        public record State(long count) {}
        public State initial() { return new State(0); }
        public Decision<Event> decide(Command c, State s, Context x) { return accept(new Event.Counted()); }
        public State evolve(State s, Event e) { return new State(s.count() + 1); }
      }
      """;
  private static final String COUNTERS =
      "List.of(EntityType.of(\"counter\", Counter.Command.class, Counter.Event.class, Counter.State.class, new Counter()))";

  @TempDir Path directory;

  @Test
  void modules_are_loaded_from_jars_and_from_directories_of_jars() throws IOException {
    Path jar = counters("Counters", "counters").jar("counters.jar");
    Path modules = Files.createDirectories(directory.resolve("modules"));
    Files.copy(
        builder("empty")
            .source("E", module("E", "empty", 1, "List.of()"))
            .service("E")
            .jar("e.jar"),
        modules.resolve("e.jar"));
    EntityModels models = load(jar, modules);
    assertThat(models.modules())
        .extracting(LoadedModule::name)
        .containsExactly("counters", "empty");
    assertThat(models.find("counter")).isPresent();
    assertThat(models.event("counter.counted")).isPresent();
  }

  @Test
  void a_missing_path_is_named() {
    refused("module-missing", directory.resolve("nowhere.jar"), "nowhere.jar", "does not exist");
  }

  @Test
  void a_directory_without_jars_is_named() throws IOException {
    refused("module-missing", Files.createDirectories(directory.resolve("void")), "void", "*.jar");
  }

  @Test
  void a_file_that_is_no_jar_is_named() throws IOException {
    refused("module-not-a-jar", Files.writeString(directory.resolve("x.jar"), "no zip"), "x.jar");
  }

  @Test
  void a_jar_without_a_module_is_told_how_to_name_one() throws IOException {
    Path jar = builder("a").source("Counter", COUNTER).jar("a.jar");
    refused(
        "module-without-service",
        jar,
        "a.jar",
        "META-INF/services/" + SillokModule.class.getName());
  }

  @Test
  void a_module_class_that_is_not_there_is_named() throws IOException {
    refused(
        "module-broken",
        builder("a").service("org.acme.Gone").jar("a.jar"),
        "a.jar",
        "org.acme.Gone");
  }

  @Test
  void a_class_that_is_no_module_is_named() throws IOException {
    Path jar = builder("a").source("Plain", "public class Plain {}").service("Plain").jar("a.jar");
    refused("module-broken", jar, "a.jar", "Plain");
  }

  @Test
  void a_class_that_a_module_needs_is_named() throws IOException {
    Path jar = counters("Counters", "counters").without("Counter").jar("a.jar");
    refused("module-invalid", jar, "a.jar", "Counter");
  }

  @Test
  void a_module_for_a_newer_java_is_told_what_to_do() throws IOException {
    Path jar = counters("Counters", "counters").fromTheFuture("Counters").jar("a.jar");
    refused("module-broken", jar, "a.jar", "Counters", "class file version", "--release");
  }

  @Test
  void a_module_for_another_protocol_is_named_with_both_versions() throws IOException {
    Path jar =
        builder("a")
            .source("Old", module("Old", "old", 99, "List.of()"))
            .service("Old")
            .jar("a.jar");
    refused("module-protocol", jar, "a.jar", "old", "99", "" + SillokModule.PROTOCOL);
  }

  @Test
  void a_module_whose_constructor_fails_is_named_with_the_reason() throws IOException {
    String source =
        module("Bad", "bad", 1, "List.of()")
            .replaceFirst(
                "public String name",
                "public Bad() { throw new IllegalStateException(\"no luck\"); } public String name");
    refused(
        "module-broken",
        builder("a").source("Bad", source).service("Bad").jar("a.jar"),
        "Bad",
        "no luck");
  }

  @Test
  void a_record_that_cannot_be_kept_is_named_with_its_member() throws IOException {
    String source =
        COUNTER
            .replace("record State(long count)", "record State(long count, Thread thread)")
            .replace("new State(0)", "new State(0, null)")
            .replace("new State(s.count() + 1)", "s");
    Path jar =
        builder("a")
            .source("Counter", source)
            .source("M", module("M", "m", 1, COUNTERS))
            .service("M")
            .jar("a.jar");
    refused("module-invalid", jar, "a.jar", "State", "thread");
  }

  @Test
  void the_same_module_twice_is_refused() throws IOException {
    refused(
        "module-duplicate",
        List.of(counters("A", "counters").jar("a.jar"), counters("B", "counters").jar("b.jar")),
        "counters",
        "a.jar",
        "b.jar");
  }

  @Test
  void the_same_entity_type_in_two_modules_is_refused() throws IOException {
    refused(
        "module-duplicate",
        List.of(counters("A", "ones").jar("a.jar"), counters("B", "twos").jar("b.jar")),
        "counter",
        "ones",
        "twos");
  }

  @Test
  void the_same_stream_in_two_modules_is_refused_before_anybody_reads_it() {
    try (ModuleLoader loader = new ModuleLoader()) {
      NodeConfig config =
          NodeConfig.at(directory)
              .modules(
                  new TallyModule(new Tally(false)),
                  new VisitModule(TallyModule.TOTAL_CHANGED.stream()));
      StartException refused =
          catchThrowableOfType(StartException.class, () -> loader.load(config));
      assertThat(refused).hasMessageContainingAll("Stream total-changed", "tally", "visits");
      assertThat(refused.code()).isEqualTo("module-duplicate");
    }
  }

  @Test
  void a_module_whose_constants_cannot_be_made_is_told_by_the_innermost_cause() throws IOException {
    String source =
        module("Bad", "bad", 1, "List.of()")
            .replaceFirst(
                "public String name",
                "static final int ONE = one(); static int one() { throw new IllegalArgumentException(\"attempts must be 1\"); } public String name");
    refused(
        "module-broken",
        builder("a").source("Bad", source).service("Bad").jar("a.jar"),
        "Bad",
        "attempts must be 1");
  }

  @Test
  void a_module_on_the_class_path_needs_no_jar() {
    try (ModuleLoader loader = new ModuleLoader()) {
      EntityModels models = loader.load(NodeConfig.at(directory).modules(new AccountModule()));
      assertThat(models.find("account")).isPresent();
    }
  }

  private ModuleJarBuilder counters(String className, String name) throws IOException {
    return builder(className)
        .source("Counter", COUNTER)
        .source(className, module(className, name, SillokModule.PROTOCOL, COUNTERS))
        .service(className);
  }

  private ModuleJarBuilder builder(String name) throws IOException {
    return new ModuleJarBuilder(directory.resolve(name));
  }

  private EntityModels load(Path... paths) {
    try (ModuleLoader loader = new ModuleLoader()) {
      return loader.load(NodeConfig.at(directory).modulePaths(List.of(paths)));
    }
  }

  private void refused(String code, Path path, String... words) {
    refused(code, List.of(path), words);
  }

  private void refused(String code, List<Path> paths, String... words) {
    StartException refused =
        catchThrowableOfType(
            StartException.class, () -> load(paths.toArray(new Path[paths.size()])));
    assertThat(refused.getMessage()).contains(words).doesNotContain("\n");
    assertThat(refused.code()).isEqualTo(code);
  }
}
