package io.sillok.node;

import static io.sillok.node.TestNodes.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.node.entity.EntityModels;
import io.sillok.node.entity.journaled.RecordedCodec;
import io.sillok.node.entity.journaled.Schemas;
import io.sillok.node.processor.Faults;
import io.sillok.node.processor.kept.LeftOut;
import io.sillok.node.processor.kept.Progress;
import io.sillok.node.processor.work.HaltedException;
import io.sillok.node.processor.work.PartitionWork;
import io.sillok.node.processor.work.SharedHeads;
import io.sillok.node.processor.work.WorkBeginning;
import io.sillok.node.processor.work.WorkParts;
import io.sillok.node.processor.work.WorkSettings;
import io.sillok.node.stream.DeclaredStreams;
import io.sillok.node.stream.EventId;
import io.sillok.node.stream.LogStreams;
import io.sillok.node.stream.SchemaVersions;
import io.sillok.node.stream.StreamDefinition.Declared;
import io.sillok.node.stream.StreamEvent;
import io.sillok.node.stream.StreamPosition;
import io.sillok.node.stream.Streams.StreamReading;
import io.sillok.node.stream.append.AppendSettings;
import io.sillok.node.stream.append.Appended.Result;
import io.sillok.node.stream.append.NewEvent;
import io.sillok.node.stream.append.StreamAppends;
import io.sillok.node.table.rocksdb.RocksTableSettings;
import io.sillok.node.table.rocksdb.RocksTableStore;
import io.sillok.node.tally.Tally;
import io.sillok.node.tally.TallyModel;
import io.sillok.node.tally.TallyModel.Told;
import io.sillok.node.tally.TallyModule;
import io.sillok.node.tally.TallyModule.NumberTold;
import io.sillok.node.tally.TallyModule.Total;
import io.sillok.persistence.Cause;
import io.sillok.persistence.Facts;
import io.sillok.persistence.Partitioner;
import io.sillok.persistence.pekko.SillokPersistence;
import io.sillok.protocol.processor.Incoming;
import io.sillok.protocol.processor.Processing;
import io.sillok.protocol.processor.ProcessorType;
import io.sillok.protocol.schema.ProcessorModel;
import io.sillok.protocol.schema.StreamModel;
import io.sillok.protocol.schema.declared.DeclaredCodec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.pekko.stream.javadsl.Sink;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Processors whose parts fail all the time, before or after they did what they should, while others
 * that were given up go on, states get lost, and so much else is appended that nobody remembers
 * what was.
 */
@TestInstance(Lifecycle.PER_CLASS)
final class ProcessorFaultsTest {

  private static final int SEEDS = 12;
  private static final int ROUNDS = 120;
  private static final int REMEMBERED = 5;
  private static final int PARTITION = 5;
  private static final int MOST_AT_WORK = 3;

  @TempDir private static Path data;

  private SillokNode node;
  private StreamReader http;
  private StreamAppends appends;
  private LogStreams streams;
  private RocksTableStore states;
  private ExecutorService threads;
  private List<String> names;
  private int faultsMet;
  private int begun;
  private int outOfTurn;

  @BeforeAll
  void start() {
    node =
        SillokNode.start(
            NodeConfig.at(data)
                .port(0)
                .modules(new TallyModule(new Tally(false)))
                .settings(
                    Map.of("sillok.node.streams.remembered-events", String.valueOf(REMEMBERED))));
    http = new StreamReader(node);
    Facts facts = TestNodes.store(node).facts();
    EntityModels none = new EntityModels(List.of());
    SchemaVersions versions = new SchemaVersions(facts);
    streams =
        new LogStreams(
            node.system(),
            none,
            new RecordedCodec(none, new Schemas(facts)),
            versions,
            new DeclaredStreams(facts, versions, Set.of()));
    appends =
        new StreamAppends(
            node.system(),
            AppendSettings.of(node.system().settings().config().getConfig("sillok.node.streams")));
    threads = Executors.newFixedThreadPool(4);
    states =
        new RocksTableStore(
            new RocksTableSettings(data.resolve("states"), 1 << 20, 1 << 20),
            () -> CompletableFuture.completedFuture("test"),
            threads);
    Partitioner partitioner = new Partitioner(streams.partitions());
    names =
        Stream.iterate(0, number -> number + 1)
            .map(number -> "n-" + number)
            .filter(name -> partitioner.spread(name) == PARTITION)
            .limit(4)
            .toList();
  }

  /** In all lives together, so that no single one has to be unlucky. */
  @AfterAll
  void much_went_wrong() {
    assertThat(faultsMet).as("faults met").isGreaterThan(20 * SEEDS);
    assertThat(begun).as("works begun").isGreaterThan(10 * SEEDS);
    assertThat(outOfTurn).as("events processed out of turn").isGreaterThan(SEEDS);
  }

  @AfterAll
  void stop() throws InterruptedException {
    states.close();
    node.close();
    threads.shutdown();
    assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }

  static Stream<Long> seeds() {
    return Stream.iterate(1L, seed -> seed + 1).limit(SEEDS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void what_follows_stands_once_and_states_are_what_the_events_come_to(long seed) throws Exception {
    Life life = new Life(seed);
    life.live();

    Progress progress = life.finish();

    List<Told> told = life.told();
    assertThat(progress.next()).isGreaterThan(told.getLast().offset());
    TallyModel model = TallyModel.of(told, progress);
    assertThat(life.outputs()).isEqualTo(model.outputs());
    assertThat(life.totals()).isEqualTo(model.totals());
    faultsMet += life.faults.met();
    begun += life.begun;
    outOfTurn += progress.replayed().size();

    Progress anew = life.makeAnewWithoutEven();
    int even = life.even(anew);
    assertThat(anew.leftOut().map(LeftOut::count)).contains(even);
  }

  /** A processor of its own, with an input of its own. */
  private final class Life {

    private final Random random;
    private final Faults faults;
    private final String input;
    private final SwitchedTally tally = new SwitchedTally();
    private final ProcessorType<NumberTold, Total> type;
    private final ProcessorModel<NumberTold, Total> model;
    private final WorkParts parts;
    private final List<PartitionWork<NumberTold, Total>> working = new ArrayList<>();
    private int begun;

    private Life(long seed) throws Exception {
      random = new Random(seed);
      faults = new Faults(seed);
      input = "number-told-" + seed;
      http.put("/streams/" + input, TallyModule.DECLARATION);
      type =
          ProcessorType.of(
              "life-" + seed,
              input,
              NumberTold.class,
              Total.class,
              List.of(TallyModule.TOTAL_CHANGED, TallyModule.ODD_TOLD),
              tally);
      model = modelOf(type);
      Schemas schemas = new Schemas(TestNodes.store(node).facts());
      parts =
          new WorkParts(
              SillokPersistence.get(node.system()),
              streams,
              new RecordedCodec(new EntityModels(List.of()), schemas),
              schemas,
              faults.in(node.entities()),
              faults.in(appends),
              new SharedHeads(streams),
              faults.in(states),
              threads,
              InstantSource.system(),
              new WorkSettings(
                  1000,
                  1 + random.nextInt(8),
                  7,
                  1 << 20,
                  1000,
                  Duration.ZERO,
                  3,
                  Duration.ofSeconds(5)));
    }

    private static ProcessorModel<NumberTold, Total> modelOf(
        ProcessorType<NumberTold, Total> type) {
      return ProcessorModel.of(
          type,
          Map.of(
              "total-changed", StreamModel.of(TallyModule.TOTAL_CHANGED),
              "odd-told", StreamModel.of(TallyModule.ODD_TOLD)));
    }

    private void live() throws Exception {
      faults.at(0.1);
      for (int round = 0; round < ROUNDS; round++) {
        if (random.nextInt(3) == 0) {
          tell(1 + random.nextInt(6));
        }
        if (random.nextInt(4) == 0) {
          makeNoise(1 + random.nextInt(2 * REMEMBERED));
        }
        if (working.isEmpty() || (working.size() < MOST_AT_WORK && random.nextInt(12) == 0)) {
          begin();
        } else {
          goOn(working.get(random.nextInt(working.size())));
        }
        tally.mended |= round > ROUNDS / 2;
      }
    }

    /** Everybody goes on until he fails or has nothing more to do; the last one does it all. */
    private Progress finish() {
      faults.at(0);
      for (PartitionWork<NumberTold, Total> work : List.copyOf(working)) {
        while (working.contains(work) && !step(work)) {}
      }
      while (working.isEmpty()) {
        begin();
      }
      PartitionWork<NumberTold, Total> last = working.getLast();
      while (!step(last)) {
        assertThat(working).contains(last);
      }
      await(last.replay(Optional.empty()));
      return last.progress();
    }

    /** By another revision, whose rules take no even number; it fails now and then, too. */
    private Progress makeAnewWithoutEven() {
      tally.onlyOdd = true;
      faults.at(0.1);
      ProcessorModel<NumberTold, Total> another = modelOf(type.revision(2));
      while (true) {
        try (PartitionWork<NumberTold, Total> work =
            await(new WorkBeginning<>(parts, another, PARTITION).begin(() -> {}, true))) {
          while (work.isRework()) {
            await(work.step());
          }
          return work.progress();
        } catch (RuntimeException failed) {
          // it begins again where it was left
        }
      }
    }

    /** So many of those that were processed. */
    private int even(Progress progress) throws Exception {
      Set<Long> never = new HashSet<>(progress.discarded());
      progress.parked().forEach(parked -> never.add(parked.offset()));
      return (int)
          told().stream()
              .filter(told -> told.offset() < progress.next() && !never.contains(told.offset()))
              .filter(told -> told.value() % 2 == 0)
              .count();
    }

    private void begin() {
      begun++;
      try {
        working.add(await(new WorkBeginning<>(parts, model, PARTITION).begin(() -> {}, true)));
      } catch (RuntimeException failed) {
        // somebody begins again later
      }
    }

    private void goOn(PartitionWork<NumberTold, Total> work) {
      if (work.isRework() || random.nextInt(6) > 0) {
        step(work);
      } else {
        change(work);
      }
    }

    /** Whether it has nothing more to do. */
    private boolean step(PartitionWork<NumberTold, Total> work) {
      try {
        return await(work.step()).end();
      } catch (RuntimeException failure) {
        failed(work, failure);
        return false;
      }
    }

    private void change(PartitionWork<NumberTold, Total> work) {
      List<Long> some =
          work.progress().parked().stream()
              .map(parked -> parked.offset())
              .filter(offset -> random.nextInt(3) == 0)
              .toList();
      try {
        if (random.nextInt(4) == 0) {
          await(work.discard(Optional.of(some)));
        } else {
          await(work.replay(Optional.of(some)));
        }
      } catch (RuntimeException failure) {
        failed(work, failure);
      }
    }

    private void failed(PartitionWork<NumberTold, Total> work, RuntimeException failure) {
      Throwable cause = Cause.of(failure);
      if (!(cause instanceof HaltedException)) {
        work.close();
        working.remove(work);
      }
    }

    private void tell(int count) {
      List<NewEvent> numbers = new ArrayList<>();
      for (int each = 0; each < count; each++) {
        long value = random.nextInt(5) == 0 ? Tally.UNLUCKY : random.nextInt(100);
        numbers.add(number(names.get(random.nextInt(names.size())), value));
      }
      append(input, numbers);
    }

    /** Others emit to the same streams. */
    private void makeNoise(int count) {
      List<NewEvent> totals = new ArrayList<>();
      for (int each = 0; each < count; each++) {
        totals.add(
            event(
                "{\"name\": \"%s\", \"total\": 0, \"count\": 0}"
                    .formatted(names.get(random.nextInt(names.size())))));
      }
      append("total-changed", totals);
    }

    private List<Told> told() {
      return read(input).stream()
          .map(event ->
              new Told(
                  event.offset(), event.key().orElseThrow(), event.data().path("value").asLong()))
          .toList();
    }

    /** What the processor has emitted; fails for what stands twice. */
    private Map<String, String> outputs() {
      Map<String, String> outputs = new TreeMap<>();
      for (String stream : List.of("total-changed", "odd-told")) {
        for (StreamEvent event : read(stream)) {
          Optional<EventId> id =
              event.id().filter(each -> each.source().equals("processor/" + model.type().name()));
          if (id.isPresent()) {
            String place = id.get().id().substring((input + "/" + PARTITION + ":").length());
            String shown =
                stream.equals("odd-told")
                    ? event.data().path("value").asText()
                    : "%s %s %s"
                        .formatted(
                            event.data().path("name").asText(),
                            event.data().path("total").asText(),
                            event.data().path("count").asText());
            assertThat(outputs.put(place, shown)).as("twice: " + id.get()).isNull();
          }
        }
      }
      return outputs;
    }

    /** The states that are kept: those that another work finds. */
    private Map<String, Total> totals() {
      Map<String, Total> totals = new TreeMap<>();
      for (String name : names) {
        tally.shown = null;
        append(input, List.of(number(name, 0)));
        PartitionWork<NumberTold, Total> another =
            await(new WorkBeginning<>(parts, model, PARTITION).begin(() -> {}, true));
        while (!await(another.step()).end()) {}
        another.close();
        Total shown = tally.shown;
        if (shown != null && shown.count() > 0) {
          totals.put(name, shown);
        }
      }
      return totals;
    }
  }

  /** Is mended once, for good; and shows the state that it was asked in last. */
  private static final class SwitchedTally extends Tally {
    private volatile boolean mended;
    private volatile boolean onlyOdd;
    private volatile @Nullable Total shown;

    private SwitchedTally() {
      super(true);
    }

    @Override
    public Processing<Total> process(Total before, Incoming<NumberTold> told) {
      if (told.event().value() == UNLUCKY && !mended) {
        throw new IllegalStateException("13 is unlucky");
      }
      if (told.event().value() % 2 == 0 && onlyOdd) {
        throw new IllegalStateException("Even numbers are not taken any more");
      }
      shown = before;
      return super.process(before, told);
    }
  }

  private static NewEvent number(String name, long value) {
    return event("{\"name\": \"%s\", \"value\": %d}".formatted(name, value));
  }

  private static NewEvent event(String json) {
    return new NewEvent(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        DeclaredCodec.readTree(json.getBytes(StandardCharsets.UTF_8)));
  }

  private void append(String stream, List<NewEvent> events) {
    Declared declared = (Declared) await(streams.find(stream)).orElseThrow();
    assertThat(await(appends.append(declared, events)).results())
        .allMatch(Result.Stands.class::isInstance);
  }

  private List<StreamEvent> read(String stream) {
    return await(
        streams
            .current(
                new StreamReading(
                    await(streams.find(stream)).orElseThrow(), StreamPosition.start(stream)))
            .runWith(Sink.seq(), node.system()));
  }
}
