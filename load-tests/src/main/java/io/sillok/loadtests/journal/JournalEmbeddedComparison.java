package io.sillok.loadtests.journal;

import io.sillok.loadtests.Comparison;
import io.sillok.loadtests.Fork;
import io.sillok.loadtests.TemporaryDirectory;
import io.sillok.loadtests.Times;
import io.sillok.loadtests.contender.Place;
import java.io.IOException;
import java.util.List;

/** The embedded store against Pekko's in-memory journal. */
public final class JournalEmbeddedComparison implements Comparison {

  @Override
  public String name() {
    return "journal-embedded";
  }

  @Override
  public String about() {
    return """
    An `EventSourcedBehavior` persists events of 100 bytes; each entity keeps so many commands in flight. Sillok's \
    journal is on RocksDB and acknowledges an event after the fsync of its group; Pekko's in-memory journal keeps \
    nothing. Each sample is a JVM of its own: %s.\
    """
        .formatted(Times.describe());
  }

  @Override
  public List<String> shapes() {
    return List.of("1000 entities × 1", "100 entities × 10", "1 entity × 100");
  }

  @Override
  public List<String> contenders() {
    return List.of("sillok-rocksdb", "pekko-in-memory");
  }

  @Override
  public Sample measure(String contender, String shape) throws IOException, InterruptedException {
    List<String> words = List.of(shape.split(" ", -1));
    try (TemporaryDirectory data = TemporaryDirectory.create("journal")) {
      return Fork.sample(
          JournalWorker.class,
          contender,
          Place.directory(data.path().toString()).word(),
          words.getFirst(),
          words.getLast());
    }
  }

  @Override
  public List<Aim> aims() {
    return List.of(new Aim("pekko-in-memory", 0.5));
  }
}
