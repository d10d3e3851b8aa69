package io.sillok.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.node.cli.SillokCommand;
import io.sillok.node.cli.Terminal;
import io.sillok.protocol.SillokModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LintCommandTest {

  private static final String RULES =
      """
      import io.sillok.protocol.entity.*;
      public class Rules implements Decider<Rules.Command, Rules.Event, Rules.State> {
        public sealed interface Command { record Open() implements Command {} }
        public sealed interface Event {
          record Opened(String status, double price) implements Event {}
          record Close(String by) implements Event {}
        }
        public record State(int count) {}
        public State initial() { return new State(0); }
        public Decision<Event> decide(Command command, State state, Context context) {
          return accept(new Event.Opened("new", 1));
        }
        public State evolve(State state, Event event) { return state; }
      }
      """;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path directory;

  @Test
  void a_schema_without_fault_is_praised() throws IOException {
    Path schema =
        schema(
            """
            {"type": "record", "name": "Departed", "fields": [{"name": "gate", "type": "string"}]}
            """);
    assertThat(run("lint", schema.toString(), "--output", "table")).isZero();
    assertThat(out).hasToString("1 events checked, nothing found\n");
  }

  @Test
  void a_schema_with_faults_is_told_all_of_them() throws IOException {
    Path schema =
        schema(
            """
            {"type": "record", "name": "Departure", "fields": [
              {"name": "status", "type": "string"}, {"name": "fare", "type": "double"}]}
            """);
    assertThat(run("lint", schema.toString(), "--output", "json")).isEqualTo(3);
    assertThat(out.toString().lines())
        .hasSize(3)
        .anySatisfy(line ->
            assertThat(line)
                .contains("\"severity\":\"error\"", "\"rule\":\"enum-as-string\"", "/fields/0"))
        .anySatisfy(line -> assertThat(line).contains("no-floating-money"))
        .anySatisfy(line -> assertThat(line).contains("\"severity\":\"warning\"", "past-tense"));
  }

  @Test
  void a_signal_without_a_fact_is_told() throws IOException {
    Path schema = schema("{\"type\": \"record\", \"name\": \"SignalSent\", \"fields\": []}");
    assertThat(run("lint", schema.toString(), "--output", "json")).isEqualTo(3);
    assertThat(out.toString()).contains("\"severity\":\"error\"", "whole-truth");
  }

  @Test
  void a_module_that_a_node_refuses_is_told_all_of_its_faults() throws IOException {
    Path jar =
        new ModuleJarBuilder(directory.resolve("module"))
            .source("Rules", RULES)
            .source(
                "Doors",
                ModuleJarBuilder.module(
                    "Doors",
                    "doors",
                    SillokModule.PROTOCOL,
                    "List.of(EntityType.of(\"door\", Rules.Command.class, Rules.Event.class,"
                        + " Rules.State.class, new Rules()))"))
            .service("Doors")
            .jar("doors.jar");

    assertThat(run("lint", jar.toString(), "--output", "table")).isEqualTo(3);

    assertThat(out.toString())
        .contains("door.opened", "status", "enum-as-string", "price", "no-floating-money")
        .contains("door.close", "past-tense");
  }

  @Test
  void a_processor_that_a_node_refuses_is_told_with_the_reason() throws IOException {
    String module =
        """
        import io.sillok.protocol.entity.EntityType;
        import io.sillok.protocol.event.EventDefinition;
        import io.sillok.protocol.processor.*;
        import java.util.List;
        public class Bells implements io.sillok.protocol.SillokModule, Processor<Bells.Rung, NoState> {
          static final EventDefinition<Heard> HEARD = EventDefinition.keyed("bell-heard", Heard.class, "who");
          public record Rung(String who) {}
          public record Heard(String who) {}
          public String name() { return "bells"; }
          public String version() { return "1.0"; }
          public int protocol() { return PROTOCOL; }
          public List<EntityType<?, ?, ?>> entityTypes() { return List.of(); }
          public List<ProcessorType<?, ?>> processors() {
            return List.of(
                ProcessorType.of("hearing", "bell-rung", Rung.class, NoState.class, List.of(HEARD), this),
                ProcessorType.of("deaf", "bell-rung", Rung.class, NoState.class, List.of(), this));
          }
          public NoState initial() { return NoState.NONE; }
          public Processing<NoState> process(NoState none, Incoming<Rung> rung) { return keep(none); }
        }
        """;
    Path jar =
        new ModuleJarBuilder(directory.resolve("bells"))
            .source("Bells", module)
            .service("Bells")
            .jar("bells.jar");
    assertThat(run("lint", jar.toString(), "--output", "table")).isEqualTo(3);
    assertThat(out.toString())
        .contains("processor hearing", "emits to stream bell-heard, which its module does not")
        .doesNotContain("deaf");
  }

  @Test
  void what_cannot_be_checked_is_said() throws IOException {
    assertThat(run("lint", directory.resolve("nothing").toString())).isEqualTo(2);
    assertThat(err.toString()).contains("does not exist; give a jar or a schema file");
    assertThat(run("lint", schema("{").toString())).isEqualTo(2);
    assertThat(err.toString()).contains("is no Avro schema").doesNotContain("Source", "REDACTED");
  }

  private Path schema(String json) throws IOException {
    return Files.writeString(directory.resolve("event.avsc"), json);
  }

  private int run(String... words) {
    Terminal terminal =
        new Terminal(
            InputStream.nullInputStream(),
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            false,
            Map.of());
    return SillokCommand.run(terminal, words);
  }
}
