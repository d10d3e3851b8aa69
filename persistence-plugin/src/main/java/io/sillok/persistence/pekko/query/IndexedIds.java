package io.sillok.persistence.pekko.query;

import io.sillok.persistence.EntityIndex;
import io.sillok.persistence.Partitioner;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.javadsl.Source;

/** The persistence ids that an index holds, in byte order, read page by page. */
public final class IndexedIds {

  /** Behind the ids of durable states, but for those that begin with this very character. */
  private static final String BEHIND_STATES =
      Partitioner.STATE_PREFIX + Character.toString(Character.MAX_CODE_POINT);

  private final EntityIndex entities;
  private final int pageSize;

  public IndexedIds(EntityIndex entities, int pageSize) {
    this.entities = entities;
    this.pageSize = pageSize;
  }

  /** The ids behind {@code after}, but for those of durable states. */
  Source<String, NotUsed> ordinary(String after) {
    return all(after).filterNot(Partitioner::isState);
  }

  /** The ids up to {@code last}, the last of all, but for those of durable states. */
  Source<String, NotUsed> ordinaryUpTo(String last) {
    // When the last is one of a durable state, all behind the first of these are new.
    return all("")
        .takeWhile(
            id -> !id.equals(last) && !(Partitioner.isState(id) && Partitioner.isState(last)), true)
        .filterNot(Partitioner::isState);
  }

  /** The ids behind {@code after} whose durable states are kept. */
  public Source<String, NotUsed> ofStates(String after) {
    return pages(Partitioner.STATE_PREFIX, Partitioner.stateId(after)).map(Partitioner::ofStateId);
  }

  private Source<String, NotUsed> all(String after) {
    return pages("", after);
  }

  private Source<String, NotUsed> pages(String prefix, String after) {
    return Source.unfoldAsync(after, last -> page(prefix, last)).mapConcat(ids -> ids);
  }

  private CompletionStage<Optional<Pair<String, List<String>>>> page(String prefix, String after) {
    return entities
        .persistenceIds(prefix, after, pageSize)
        .thenApply(ids ->
            ids.isEmpty()
                ? Optional.empty()
                : Optional.of(Pair.create(next(prefix, after, ids.getLast()), ids)));
  }

  /** Where the next page begins: whoever does not ask for durable states need not read them all. */
  private static String next(String prefix, String after, String last) {
    boolean meetsStates =
        prefix.isEmpty() && Partitioner.isState(last) && !Partitioner.isState(after);
    return meetsStates ? BEHIND_STATES : last;
  }
}
