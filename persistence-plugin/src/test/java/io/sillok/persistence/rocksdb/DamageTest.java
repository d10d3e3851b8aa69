package io.sillok.persistence.rocksdb;

import static io.sillok.persistence.contract.Samples.TIME;
import static io.sillok.persistence.contract.Samples.await;
import static io.sillok.persistence.contract.Samples.block;
import static io.sillok.persistence.contract.Samples.event;
import static io.sillok.persistence.contract.Samples.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.persistence.LogId;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.contract.Contents;
import io.sillok.persistence.rocksdb.RocksDbSettings.Verify;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Damages each kind of file of a store: it is refused, or everything in it is as it was. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DamageTest {

  private static final int TRIALS = 6;

  private Path root = Path.of("");
  private final Random random = new Random(20260301);
  private Path whole = Path.of("");
  private List<String> contents = List.of();
  private int copies;

  @BeforeAll
  void fill(@TempDir Path directory) {
    root = directory;
    whole = root.resolve("whole");
    for (int session = 0; session < 3; session++) {
      try (LogStore store = Stores.open(whole)) {
        for (int round = 0; round < 40; round++) {
          append(store, session * 40L + round);
        }
        await(store.facts().putIfAbsent("schema/" + session, "a schema"));
        await(store.snapshots().save(snapshot("cart|1", session + 1L, TIME)));
        await(store.entities().deleteTo("cart|1", session));
        contents = Contents.of(store);
        if (session == 2) {
          Stores.copy(whole, root.resolve("killed"));
        }
      }
    }
    whole = root.resolve("killed");
  }

  private static void append(LogStore store, long round) {
    for (int partition = 0; partition < Stores.PARTITIONS; partition++) {
      LogId log = new LogId("cart", partition);
      LoggedEvent[] events = new LoggedEvent[10];
      for (int index = 0; index < events.length; index++) {
        events[index] = event("cart|" + partition, round * events.length + index + 1);
      }
      await(store.log(log).append(block(log, round * events.length, events)));
    }
  }

  @Test
  void a_store_that_was_killed_opens_with_everything_acknowledged() {
    assertThat(outcome(copy())).isEqualTo("identical");
    assertThat(contents).hasSizeGreaterThan(5000);
  }

  @Test
  void a_flipped_byte_is_refused_or_changes_nothing() throws IOException {
    Map<String, Map<String, Integer>> outcomes =
        damageEach((file, size) -> {
          long offset = random.nextLong(size);
          file.seek(offset);
          int value = file.read();
          file.seek(offset);
          file.write(value ^ (1 << random.nextInt(8)));
        });
    assertRefused(outcomes, "sst", 0.8);
    assertRefused(outcomes, "log", 1);
    assertRefused(outcomes, "MANIFEST", 1);
    assertRefused(outcomes, "CURRENT", 1);
  }

  @Test
  void a_shortened_file_is_refused_or_changes_nothing() throws IOException {
    Map<String, Map<String, Integer>> outcomes =
        damageEach((file, size) -> file.setLength(random.nextLong(size)));
    assertRefused(outcomes, "sst", 1);
    assertRefused(outcomes, "log", 1);
    assertRefused(outcomes, "MANIFEST", 1);
    assertRefused(outcomes, "CURRENT", 1);
    assertRefused(outcomes, "mark", 1);
  }

  @Test
  void a_missing_file_is_refused_or_changes_nothing() throws IOException {
    Map<String, Map<String, Integer>> outcomes = new TreeMap<>();
    for (Path file : files(whole)) {
      Path copy = copy();
      Files.delete(copy.resolve(file.getFileName()));
      count(outcomes, kind(file), outcome(copy));
    }
    assertRefused(outcomes, "sst", 1);
    assertRefused(outcomes, "log", 1);
    assertRefused(outcomes, "MANIFEST", 1);
    assertRefused(outcomes, "CURRENT", 1);
    assertRefused(outcomes, "mark", 1);
  }

  /** Cut between two records it is whole in itself, and names files that were since replaced. */
  @Test
  void a_manifest_is_refused_wherever_it_is_cut() throws IOException {
    int cuts = 24;
    long size = Files.size(newest(whole, "MANIFEST"));
    for (int cut = 0; cut < cuts; cut++) {
      Path copy = copy();
      try (RandomAccessFile bytes = new RandomAccessFile(newest(copy, "MANIFEST").toFile(), "rw")) {
        bytes.setLength(size * cut / cuts);
      }
      assertThat(outcome(copy)).as("cut at %d of %d", size * cut / cuts, size).isEqualTo("refused");
    }
  }

  @Test
  void a_torn_write_that_was_never_acknowledged_is_cut_off() throws IOException {
    Path copy = copy();
    Path log = newest(copy, "log");
    byte[] torn = new byte[5000];
    random.nextBytes(torn);
    Files.write(log, torn, java.nio.file.StandardOpenOption.APPEND);
    for (int start = 1; start <= 2; start++) {
      try (LogStore store = Stores.open(copy)) {
        assertThat(Contents.of(store)).isEqualTo(contents);
      }
    }
  }

  private interface Damage {
    void to(RandomAccessFile file, long size) throws IOException;
  }

  private Map<String, Map<String, Integer>> damageEach(Damage damage) throws IOException {
    Map<String, Map<String, Integer>> outcomes = new TreeMap<>();
    for (List<Path> files : byKind().values()) {
      for (int trial = 0; trial < TRIALS; trial++) {
        Path copy = copy();
        Path file = copy.resolve(files.get(random.nextInt(files.size())).getFileName());
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
          damage.to(bytes, bytes.length());
        }
        count(outcomes, kind(file), outcome(copy));
      }
    }
    return outcomes;
  }

  private String outcome(Path directory) {
    try (LogStore store = Stores.open(directory)) {
      assertThat(Contents.of(store)).isEqualTo(contents);
      return "identical";
    } catch (StoreException refused) {
      assertThat(refused.code()).as(refused.getMessage()).isEqualTo("store-corrupt");
      assertThat(refused.getMessage()).contains(directory.toString());
      return "refused";
    }
  }

  private static void count(
      Map<String, Map<String, Integer>> outcomes, String kind, String outcome) {
    outcomes.computeIfAbsent(kind, any -> new TreeMap<>()).merge(outcome, 1, Integer::sum);
  }

  private static void assertRefused(
      Map<String, Map<String, Integer>> outcomes, String kind, double share) {
    Map<String, Integer> counts = outcomes.getOrDefault(kind, Map.of());
    int all = counts.values().stream().mapToInt(Integer::intValue).sum();
    assertThat(all).as("%s in %s", kind, outcomes).isPositive();
    assertThat((double) counts.getOrDefault("refused", 0))
        .as("%s in %s", kind, outcomes)
        .isGreaterThanOrEqualTo(share * all);
  }

  private Map<String, List<Path>> byKind() throws IOException {
    Map<String, List<Path>> kinds = new TreeMap<>();
    for (Path file : files(whole)) {
      kinds.computeIfAbsent(kind(file), any -> new ArrayList<>()).add(file);
    }
    assertThat(kinds).containsKeys("sst", "log", "MANIFEST", "CURRENT", "IDENTITY", "OPTIONS");
    return kinds;
  }

  /** Files with anything in them. */
  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toFile().length() > 0).sorted().toList();
    }
  }

  private static Path newest(Path directory, String kind) throws IOException {
    return files(directory).stream().filter(file -> kind(file).equals(kind)).toList().getLast();
  }

  private static String kind(Path file) {
    String name = file.getFileName().toString();
    return name.contains(".") ? name.substring(name.indexOf('.') + 1) : name.split("-", 2)[0];
  }

  private Path copy() {
    Path copy = root.resolve("copy-" + copies++);
    Stores.copy(whole, copy);
    return copy;
  }

  @Test
  void a_quick_look_refuses_what_is_damaged_at_the_end() throws IOException {
    Path copy = copy();
    Path log = newest(copy, "log");
    try (RandomAccessFile bytes = new RandomAccessFile(log.toFile(), "rw")) {
      bytes.setLength(bytes.length() - 1);
    }
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> Stores.open(copy, Stores.PARTITIONS, Verify.TAIL))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.code()).isEqualTo("store-corrupt"))
        .hasMessageContaining(log.toString());
  }
}
