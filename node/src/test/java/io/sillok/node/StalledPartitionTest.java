package io.sillok.node;

import static io.sillok.node.TestNodes.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.StreamReader.Answer;
import io.sillok.node.tally.TallyModule;
import io.sillok.protocol.SillokModule;
import io.sillok.protocol.entity.EntityType;
import io.sillok.protocol.processor.Incoming;
import io.sillok.protocol.processor.Processing;
import io.sillok.protocol.processor.Processor;
import io.sillok.protocol.processor.ProcessorType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One partition of a processor cannot go on, for the record of its state has become stricter. */
final class StalledPartitionTest {

  private static final String SUMS = "/processors/sums";
  private static final String PARKED = SUMS + "/parked";
  private static final String NUMBERS = "/streams/" + TallyModule.INPUT + "/events";
  private static final AtomicLong LARGEST = new AtomicLong();
  private static final long ENDLESS = 77;
  private static final Gate RELEASED = new Gate();

  @TempDir private Path data;

  private SillokNode node;
  private StreamReader http;

  /** Holds up who comes until it is opened. */
  private static final class Gate {
    private final CountDownLatch open = new CountDownLatch(1);

    private void pass() {
      boolean passed = false;
      while (!passed) {
        try {
          open.await();
          passed = true;
        } catch (InterruptedException again) {
          // the rules of a module do not end for that
        }
      }
    }
  }

  /** What a number came to. */
  public record Sum(long value) {
    public Sum {
      if (value > LARGEST.get()) {
        throw new IllegalArgumentException(value + " is too large");
      }
    }
  }

  /** A number that is told. */
  public record Told(String name, long value) {
    public Told {
      if (value == ENDLESS) {
        RELEASED.pass();
      }
    }
  }

  /** Adds up numbers from 0 on. */
  private static final class Sums implements Processor<Told, Sum>, SillokModule {

    private final int revision;

    private Sums(int revision) {
      this.revision = revision;
    }

    @Override
    public Sum initial() {
      return new Sum(0);
    }

    @Override
    public Processing<Sum> process(Sum before, Incoming<Told> told) {
      if (told.event().value() < 0) {
        throw new IllegalArgumentException("below 0");
      }
      return keep(new Sum(before.value() + told.event().value()));
    }

    @Override
    public String name() {
      return "sums";
    }

    @Override
    public String version() {
      return "1.0";
    }

    @Override
    public int protocol() {
      return PROTOCOL;
    }

    @Override
    public List<EntityType<?, ?, ?>> entityTypes() {
      return List.of();
    }

    @Override
    public List<ProcessorType<?, ?>> processors() {
      return List.of(
          ProcessorType.of("sums", TallyModule.INPUT, Told.class, Sum.class, List.of(), this)
              .revision(revision));
    }
  }

  @BeforeEach
  void stall() throws Exception {
    LARGEST.set(Long.MAX_VALUE);
    begin(1);
    http.put("/streams/" + TallyModule.INPUT, TallyModule.DECLARATION);
    tell("a", 1000);
    tell("a", -1);
    tell("b", 1);
    tell("b", -1);
    eventually(() -> parked().size() == 2 && lag() == 0);
    node.close();
    LARGEST.set(10);
    begin(1);
    tell("a", 1);
    tell("b", 1);
    eventually(() -> stalled().size() == 1);
  }

  private void begin(int revision) {
    node = SillokNode.start(NodeConfig.at(data).port(0).modules(new Sums(revision)));
    http = new StreamReader(node);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void a_state_that_its_record_refuses_is_told_with_its_key_and_the_cure() {
    assertThat(stalled().getFirst().path("reason").asText())
        .startsWith("The kept state of key a of processor sums in partition ")
        .contains("1000 is too large", "raise the processor's revision");
    node.close();
    begin(2);
    eventually(() -> stalled().isEmpty());
  }

  @Test
  void it_keeps_nobody_from_what_the_others_can_do_and_is_named() throws Exception {
    int partition = stalled().getFirst().path("partition").asInt();
    assertThat(parked()).hasSize(2);

    Answer replayed = http.post(PARKED + "/replay", "{\"all\": true}");
    assertThat(replayed.status()).as(replayed.json().toString()).isEqualTo(200);
    assertThat(replayed.json().path("parked").asInt()).isEqualTo(1);
    assertThat(replayed.json().path("notReached")).hasSize(1);
    assertThat(replayed.json().at("/notReached/0").asInt()).isEqualTo(partition);
    assertThat(parked()).hasSize(2);
  }

  @Test
  void its_parked_events_can_be_discarded() throws Exception {
    Answer discarded = http.post(PARKED + "/discard", "{\"all\": true}");
    assertThat(discarded.status()).as(discarded.json().toString()).isEqualTo(200);
    assertThat(discarded.json().path("discarded").asInt()).isEqualTo(2);
    assertThat(discarded.json().path("notReached")).isEmpty();
    assertThat(parked()).isEmpty();
    assertThat(stalled()).hasSize(1);
  }

  @Test
  void a_record_whose_constructor_does_not_end_is_told_with_the_offset() throws Exception {
    tell("b", ENDLESS);
    long offset =
        http.lines(NUMBERS).stream()
            .filter(event -> event.at("/data/value").asLong() == ENDLESS)
            .findFirst()
            .orElseThrow()
            .path("offset")
            .asLong();
    try {
      awaitReason("not come to an end with the event at offset %d;".formatted(offset));
    } finally {
      RELEASED.open.countDown();
    }
  }

  /** It takes half a minute until somebody does not go on. */
  private void awaitReason(String part) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    while (stalled().stream().noneMatch(each -> each.path("reason").asText().contains(part))) {
      assertThat(System.nanoTime()).as("%s", stalled()).isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
    }
  }

  private void tell(String name, long value) throws Exception {
    http.post(NUMBERS, "{\"name\": \"%s\", \"value\": %d}".formatted(name, value));
  }

  private List<JsonNode> parked() {
    return list(get(PARKED).path("parked"));
  }

  private long lag() {
    return get(SUMS).path("lag").asLong();
  }

  private List<JsonNode> stalled() {
    return list(get(SUMS).path("partitions")).stream()
        .filter(partition -> partition.path("status").asText().equals("stalled"))
        .toList();
  }

  private static List<JsonNode> list(JsonNode array) {
    List<JsonNode> all = new ArrayList<>();
    array.forEach(all::add);
    return all;
  }

  private JsonNode get(String path) {
    try {
      return http.get(path);
    } catch (IOException | InterruptedException failure) {
      throw new AssertionError(failure);
    }
  }
}
