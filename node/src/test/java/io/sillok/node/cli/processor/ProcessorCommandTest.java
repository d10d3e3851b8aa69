package io.sillok.node.cli.processor;

import static io.sillok.node.cli.stream.NodeUnderCommand.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sillok.node.cli.stream.NodeUnderCommand;
import io.sillok.node.cli.stream.NodeUnderCommand.Ended;
import io.sillok.node.tally.Tally;
import io.sillok.node.tally.TallyModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProcessorCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;
  private NodeUnderCommand node;

  @BeforeEach
  void start() {
    Sums.LARGEST.set(Long.MAX_VALUE);
    begin(false, 1);
  }

  private void begin(boolean mended, int revision) {
    node =
        NodeUnderCommand.start(
            directory,
            Map.of("sillok.persistence.partitions", "4"),
            new TallyModule(new Tally(mended), revision),
            new Sums());
  }

  private void restart(boolean mended, int revision) {
    node.close();
    begin(mended, revision);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void a_processor_that_waits_for_its_input_says_so_and_ends_with_1_where_nothing_is_known() {
    eventually(() -> listed("totals").path("status").asText().equals("stalled"));
    assertThat(node.run("processor", "-o", "table").out().lines().map(ProcessorCommandTest::spaced))
        .anyMatch(line -> line.matches("totals stalled \\S+Z 0 0 0 .*number-told.*"));
    assertThat(said("processor", "totals", "-o", "table"))
        .anyMatch(line -> line.matches("trouble .*number-told.*"));
    for (String[] command :
        List.of(
            new String[] {"processor", "totals", "parked"},
            new String[] {"processor", "totals", "replay", "--all"})) {
      Ended ended = node.run(command);
      assertThat(ended.exitCode()).as("%s", ended).isEqualTo(1);
      assertThat(ended.err()).contains("(processor-stalled)", "number-told");
    }
  }

  @Test
  void it_is_told_how_a_processor_stands() {
    declareInput();
    tell("a 2", "a 13", "a 5");
    eventually(() -> isSettled("totals", 1));

    assertThat(said("processor", "--output", "table"))
        .contains("PROCESSOR STATUS SINCE LAG PARKED LEFT OUT TROUBLE")
        .anyMatch(line -> line.matches("totals running \\S+Z 0 1 0"));
    List<String> lines = said("processor", "totals", "-o", "table");
    assertThat(lines)
        .contains(
            "PROCESSOR totals",
            "of module tally",
            "reads number-told",
            "lag 0",
            "parked 1",
            "left out 0",
            "attempts 2",
            "revision 1",
            "PARTITION STATUS NEXT HEAD LAG PARKED LEFT OUT TROUBLE")
        .anyMatch(line -> line.matches("writes (total-changed, odd-told|odd-told, total-changed)"))
        .anyMatch(line -> line.matches("status running since \\S+Z"))
        .noneMatch(line -> line.startsWith("trouble"));
    assertThat(lines.stream().filter(line -> line.matches("[0-3] running \\d+ \\d+ 0 [01] 0")))
        .hasSize(4);
    assertThat(said("processor", "sums", "-o", "table")).contains("writes -");
    assertThat(described("totals").path("partitions")).hasSize(4);
  }

  @Test
  void what_the_states_lack_is_told_with_place_and_reason() {
    restart(true, 1);
    declareInput();
    tell("a 13", "a 2");
    eventually(() -> isSettled("totals", 0));
    restart(false, 2);
    eventually(() -> described("totals").path("leftOut").asInt() == 1);

    List<String> lines = said("processor", "totals", "-o", "table");
    assertThat(lines)
        .contains("left out 1", "revision 2")
        .anyMatch(line ->
            line.matches(
                "[0-3] \\S+ \\d+ \\d+ \\d+ 0 1 the last left out is offset \\d+: .*13 is unlucky.*"));
  }

  @Test
  void parked_events_are_shown_across_pages() {
    declareInput();
    tell(IntStream.range(0, 600).mapToObj("k%03d 13"::formatted).toArray(String[]::new));
    eventually(() -> isSettled("totals", 600));

    List<JsonNode> all = parked();
    assertThat(all).hasSize(600);
    assertThat(all.stream().map(ProcessorCommandTest::place).distinct()).hasSize(600);
    assertThat(all)
        .isSortedAccordingTo((one, other) ->
            one.path("partition").asInt() != other.path("partition").asInt()
                ? one.path("partition").asInt() - other.path("partition").asInt()
                : Long.compare(one.path("offset").asLong(), other.path("offset").asLong()))
        .allMatch(each -> each.path("reason").asText().contains("13 is unlucky"))
        .allMatch(each -> each.at("/event/data/value").asLong() == 13);
    assertThat(parked("--limit", "501")).isEqualTo(all.subList(0, 501));
    assertThat(parked("--limit", "2")).isEqualTo(all.subList(0, 2));
    JsonNode first = all.getFirst();
    assertThat(said("processor", "totals", "parked", "--limit", "1", "-o", "table"))
        .hasSize(2)
        .contains("EVENT PARKED KEY ATTEMPTS REASON")
        .last()
        .asString()
        .startsWith(
            "%s %s %s 2 "
                .formatted(
                    place(first), first.path("at").asText(), first.at("/event/key").asText()))
        .contains("13 is unlucky");
  }

  @Test
  void parked_events_are_discarded_by_their_places_or_all() {
    declareInput();
    tell("a 13", "b 13", "c 13", "d 13");
    eventually(() -> isSettled("totals", 4));
    List<String> places = parked().stream().map(ProcessorCommandTest::place).toList();

    Ended two =
        node.run("processor", "totals", "discard", places.get(0), places.get(2), "-o", "table");
    assertThat(two).isEqualTo(new Ended(0, "2 discarded%n".formatted(), ""));
    assertThat(parked().stream().map(ProcessorCommandTest::place))
        .containsExactly(places.get(1), places.get(3));

    Ended gone = node.run("processor", "totals", "discard", places.getFirst());
    assertThat(gone.exitCode()).isEqualTo(4);
    assertThat(gone.err()).contains("(unknown-parked-event)", "Nothing was done");

    Ended rest = node.run("processor", "totals", "discard", "--all");
    assertThat(read(rest.out()).path("discarded").asInt()).isEqualTo(2);
    assertThat(parked()).isEmpty();
  }

  @Test
  void what_cannot_be_processed_again_either_ends_with_3_and_what_can_with_0() {
    declareInput();
    tell("a 13", "b 13");
    eventually(() -> isSettled("totals", 2));
    String one = place(parked().getFirst());

    Ended still = node.run("processor", "totals", "replay", one, "-o", "table");
    assertThat(still.exitCode()).isEqualTo(3);
    assertThat(still.out().strip()).isEqualTo("0 processed");
    assertThat(still.err())
        .contains("1 could not be processed this time either", "`sillok processor totals parked`");
    assertThat(parked()).hasSize(2);

    restart(true, 1);
    eventually(() -> isSettled("totals", 2));
    Ended mended = node.run("processor", "totals", "replay", one, "-o", "table");
    assertThat(mended).isEqualTo(new Ended(0, "1 processed%n".formatted(), ""));
    assertThat(
            read(node.run("processor", "totals", "replay", "--all").out()).path("replayed").asInt())
        .isEqualTo(1);
    assertThat(parked()).isEmpty();
    assertThat(node.run("stream", "total-changed").out().lines()).hasSize(2);
  }

  @Test
  void partitions_that_do_not_replay_are_named_and_end_with_1() {
    declareInput();
    tell("a 1000", "a -1", "b 1", "b -1");
    eventually(() -> isSettled("sums", 2));
    Sums.LARGEST.set(10);
    restart(false, 1);
    tell("a 1", "b 1");
    eventually(() -> listed("sums").path("reason").asText().contains("1000 is too large"));

    Ended ended = node.run("processor", "sums", "replay", "--all", "-o", "table");
    assertThat(ended.exitCode()).as("%s", ended).isEqualTo(1);
    assertThat(ended.err())
        .containsPattern("not done in partition [0-3], which cannot do it now")
        .contains("`sillok processor sums` tells why", "1 could not be processed this time either");
    assertThat(said("processor", "sums", "-o", "table"))
        .anyMatch(line -> line.matches("[0-3] stalled .*1000 is too large.*"));
  }

  @Test
  void what_is_refused_ends_with_the_code_of_its_kind() {
    declareInput();
    eventually(() -> isSettled("totals", 0));
    for (String command : new String[] {"parked", "replay", "discard"}) {
      Ended none =
          command.equals("parked")
              ? node.run("processor", "nobody", command)
              : node.run("processor", "nobody", command, "--all");
      assertThat(none.exitCode()).as("%s", none).isEqualTo(4);
      assertThat(none.err()).contains("(unknown-processor)", "sums, totals");
    }
    assertThat(node.run("processor", "nobody").exitCode()).isEqualTo(4);
    Ended never = node.run("processor", "totals", "replay", "4/0");
    assertThat(never.exitCode()).as("%s", never).isEqualTo(2);
    assertThat(never.err()).contains("must be from 0 to 3, but is 4", "/items/0/partition");
  }

  private void declareInput() {
    node.declare(TallyModule.INPUT, TallyModule.DECLARATION);
  }

  /** Each a name and a number. */
  private void tell(String... numbers) {
    byte[] lines =
        Stream.of(numbers)
            .map(number -> number.split(" "))
            .map(parts -> "{\"name\": \"%s\", \"value\": %s}".formatted(parts[0], parts[1]))
            .collect(Collectors.joining("\n", "", "\n"))
            .getBytes(StandardCharsets.UTF_8);
    Ended ended = node.run(lines, "append", TallyModule.INPUT, "-");
    assertThat(ended.exitCode()).as("%s", ended).isZero();
  }

  /** Whether it runs, has come to the end, and has parked so many. */
  private boolean isSettled(String processor, int parked) {
    JsonNode it = described(processor);
    return it.path("status").asText().equals("running")
        && it.path("lag").asLong() == 0
        && it.path("parked").asInt() == parked;
  }

  private JsonNode described(String processor) {
    return read(node.run("processor", processor).out());
  }

  private JsonNode listed(String processor) {
    return node.run("processor")
        .out()
        .lines()
        .map(ProcessorCommandTest::read)
        .filter(each -> each.path("name").asText().equals(processor))
        .findFirst()
        .orElseThrow();
  }

  private List<JsonNode> parked(String... more) {
    String[] command =
        Stream.concat(Stream.of("processor", "totals", "parked"), Stream.of(more))
            .toArray(String[]::new);
    Ended ended = node.run(command);
    assertThat(ended.exitCode()).as("%s", ended).isZero();
    return ended.out().lines().map(ProcessorCommandTest::read).toList();
  }

  private List<String> said(String... command) {
    Ended ended = node.run(command);
    assertThat(ended.exitCode()).as("%s", ended).isZero();
    return ended.out().lines().map(ProcessorCommandTest::spaced).toList();
  }

  private static String spaced(String line) {
    return line.replaceAll(" +", " ");
  }

  private static String place(JsonNode parked) {
    return "%d/%d".formatted(parked.path("partition").asInt(), parked.path("offset").asLong());
  }

  private static JsonNode read(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException malformed) {
      throw new UncheckedIOException(malformed);
    }
  }
}
