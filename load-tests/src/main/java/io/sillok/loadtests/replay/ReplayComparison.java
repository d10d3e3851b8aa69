package io.sillok.loadtests.replay;

import io.sillok.cassandra.testkit.CassandraOptions.CommitLogSync;
import io.sillok.loadtests.Comparison;
import io.sillok.loadtests.Fork;
import io.sillok.loadtests.TemporaryDirectory;
import io.sillok.loadtests.contender.CassandraBench;
import io.sillok.loadtests.contender.Place;
import io.sillok.loadtests.journal.HistoryWorker;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Recovery of entities: ours on Cassandra and embedded against pekko-persistence-cassandra. */
public final class ReplayComparison implements Comparison {

  private static final String EMBEDDED = "sillok-rocksdb";

  private final Map<String, Place> histories = new HashMap<>();
  private @Nullable CassandraBench bench;
  private @Nullable TemporaryDirectory directory;

  @Override
  public String name() {
    return "replay";
  }

  @Override
  public String about() {
    return """
    Entities × events of 100 bytes recover, %d entities at once, without snapshots. Each contender has written its \
    own before, on one Cassandra 5.0.9 on the same machine (`sillok-rocksdb`: in files), which then wrote all of it \
    to disk and answered the same once. Each sample is a fresh JVM whose journal has only been opened, and which \
    recovers %d batches of other entities one behind the other: the first is what a JVM does that has just started \
    (`cold`), the last is what is compared. Per second: events; latencies: from asking for an entity to having it.\
    """
        .formatted(Recoveries.AT_ONCE, Recoveries.BATCHES);
  }

  @Override
  public List<String> shapes() {
    return List.of("200 × 1000", "2000 × 20", "1 × 50000");
  }

  @Override
  public List<String> contenders() {
    return List.of("sillok-cassandra", "ppc-untagged", EMBEDDED);
  }

  @Override
  public List<Aim> aims() {
    return List.of(new Aim("ppc-untagged", 3));
  }

  @Override
  public Sample measure(String contender, String shape) throws IOException, InterruptedException {
    List<String> words = List.of(shape.split(" × ", -1));
    String history = contender + " " + shape;
    Place place = histories.get(history);
    if (place == null) {
      place = newPlace(contender);
      write(contender, place, words);
      histories.put(history, place);
    }
    return replay(contender, place, words);
  }

  private Place newPlace(String contender) throws IOException {
    if (contender.equals(EMBEDDED)) {
      if (directory == null) {
        directory = TemporaryDirectory.create("replay");
      }
      return Place.directory(directory.path().resolve("store-" + histories.size()).toString());
    }
    return bench().newPlace();
  }

  private CassandraBench bench() {
    if (bench == null) {
      bench = CassandraBench.start(CommitLogSync.PERIODIC);
    }
    return bench;
  }

  private void write(String contender, Place place, List<String> words)
      throws IOException, InterruptedException {
    int entities = Integer.parseInt(words.getFirst()) * Recoveries.BATCHES;
    HistoryWorker.write(contender, place, entities, Integer.parseInt(words.getLast()));
    if (place.isCassandra()) {
      bench().flush(place);
    }
    replay(contender, place, words);
  }

  private static Sample replay(String contender, Place place, List<String> words)
      throws IOException, InterruptedException {
    return Fork.sample(
        ReplayWorker.class, contender, place.word(), words.getFirst(), words.getLast());
  }

  @Override
  public void close() throws IOException {
    if (bench != null) {
      bench.close();
    }
    if (directory != null) {
      directory.close();
    }
  }
}
