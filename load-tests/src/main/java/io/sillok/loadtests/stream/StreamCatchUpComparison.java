package io.sillok.loadtests.stream;

import io.sillok.cassandra.testkit.CassandraOptions.CommitLogSync;
import io.sillok.loadtests.Comparison;
import io.sillok.loadtests.Fork;
import io.sillok.loadtests.contender.CassandraBench;
import io.sillok.loadtests.contender.Place;
import io.sillok.loadtests.journal.HistoryWorker;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How fast a reader that is far behind comes to the present. */
public final class StreamCatchUpComparison implements Comparison {

  private static final int ENTITIES = 100;
  private static final int EVENTS_EACH = 1000;

  private final Map<String, Place> histories = new HashMap<>();
  private @Nullable CassandraBench bench;

  @Override
  public String name() {
    return "stream-catch-up";
  }

  @Override
  public String about() {
    return """
    A reader runs `currentEventsByTag` from the start over the events of 100 bytes of %d entities, which were written \
    and flushed before on one Cassandra 5.0.9 on the same machine. Each sample is a fresh JVM that \
    runs the query five times: the first opens the journal and is what a JVM does that has just started (`cold`), the last is what is \
    compared. Its time is that from starting the query to the last event. `ppc-tuned` knows the hour of the \
    first event and looks 50 ms near to the present.\
    """
        .formatted(ENTITIES);
  }

  @Override
  public List<String> shapes() {
    return List.of("%,d events".formatted(ENTITIES * EVENTS_EACH));
  }

  @Override
  public List<String> contenders() {
    return List.of("sillok-cassandra", "ppc-tuned", "ppc-one-tag");
  }

  @Override
  public List<Aim> aims() {
    return List.of(new Aim("ppc-tuned", 5));
  }

  @Override
  public Sample measure(String contender, String shape) throws IOException, InterruptedException {
    if (bench == null) {
      bench = CassandraBench.start(CommitLogSync.PERIODIC);
    }
    Place place = histories.get(contender);
    if (place == null) {
      place = bench.newPlace();
      HistoryWorker.write(contender, place, ENTITIES, EVENTS_EACH);
      bench.flush(place);
      histories.put(contender, place);
      read(contender, place);
    }
    return read(contender, place);
  }

  private static Sample read(String contender, Place place)
      throws IOException, InterruptedException {
    return Fork.sample(
        StreamCatchUpWorker.class,
        contender,
        place.word(),
        Integer.toString(ENTITIES * EVENTS_EACH));
  }

  @Override
  public void close() {
    if (bench != null) {
      bench.close();
    }
  }
}
