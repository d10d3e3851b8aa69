package io.sillok.persistence.pekko.state;

import com.typesafe.config.Config;
import io.sillok.persistence.Partitioner;
import io.sillok.persistence.pekko.SillokPersistence;
import io.sillok.persistence.pekko.query.IndexedIds;
import io.sillok.persistence.pekko.query.LogScope;
import io.sillok.persistence.pekko.query.LogsQuery;
import io.sillok.persistence.pekko.query.QuerySettings;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.persistence.Persistence;
import org.apache.pekko.persistence.query.DurableStateChange;
import org.apache.pekko.persistence.query.Offset;
import org.apache.pekko.persistence.query.javadsl.DurableStateStorePagedPersistenceIdsQuery;
import org.apache.pekko.persistence.query.javadsl.DurableStateStoreQuery;
import org.apache.pekko.persistence.query.typed.javadsl.DurableStateStoreBySliceQuery;
import org.apache.pekko.persistence.state.javadsl.DurableStateUpdateStore;
import org.apache.pekko.persistence.state.javadsl.GetObjectResult;
import org.apache.pekko.stream.javadsl.Source;

/**
 * The durable state store, for Java. A change is acknowledged when it is durable. Queries for
 * changes emit {@code Position}s as offsets, and take them or {@code NoOffset} to begin with; of
 * several changes of a state that are read together they emit the last only.
 *
 * @param <A> what the states are
 */
public final class SillokDurableStateStore<A>
    implements DurableStateUpdateStore<A>,
        DurableStateStoreQuery<A>,
        DurableStateStoreBySliceQuery<A>,
        DurableStateStorePagedPersistenceIdsQuery<A> {

  /** The plugin id that Pekko's {@code DurableStateStoreRegistry} finds it by. */
  public static final String IDENTIFIER = "sillok.persistence.durable-state";

  private final Persistence pekko;
  private final Partitioner partitioner;
  private final StateChanges changes;
  private final DurableStates states;
  private final LogsQuery logs;
  private final IndexedIds ids;

  SillokDurableStateStore(ExtendedActorSystem system, Config config) {
    SillokPersistence persistence = SillokPersistence.get(system);
    QuerySettings settings = QuerySettings.of(config);
    pekko = Persistence.get(system);
    partitioner = persistence.writers().partitioner();
    changes = new StateChanges(persistence.serialization());
    states = new DurableStates(persistence, config.getInt("remembered-states"));
    logs = new LogsQuery(persistence, settings);
    ids = new IndexedIds(persistence.store().entities(), settings.pageSize());
  }

  @Override
  public CompletionStage<GetObjectResult<A>> getObject(String persistenceId) {
    return states
        .get(persistenceId)
        .thenApply(state -> new GetObjectResult<>(value(state.value()), state.revision()));
  }

  @SuppressWarnings("unchecked") // whoever asks says what the states are
  private Optional<A> value(Optional<Object> value) {
    return value.map(object -> (A) object);
  }

  /**
   * Writes revision {@code revision}; the stage fails with {@link UpsertRevisionException} unless
   * it is the next.
   *
   * @param tag empty for none
   */
  @Override
  public CompletionStage<Done> upsertObject(
      String persistenceId, long revision, A value, String tag) {
    return states.upsert(persistenceId, revision, value, tag).thenApply(done -> Done.done());
  }

  /**
   * Writes that the state was deleted as revision {@code revision}; the stage fails with {@link
   * org.apache.pekko.persistence.state.exception.DeleteRevisionException} unless it is the next.
   */
  @Override
  public CompletionStage<Done> deleteObject(String persistenceId, long revision) {
    return states.delete(persistenceId, revision).thenApply(done -> Done.done());
  }

  /**
   * Deletes the state if there is one.
   *
   * @deprecated Pekko's, for {@link #deleteObject(String, long)}
   */
  @Deprecated
  @Override
  public CompletionStage<Done> deleteObject(String persistenceId) {
    return states.delete(persistenceId).thenApply(done -> Done.done());
  }

  /** Changes of states with {@code tag}; an empty one selects those without a tag. */
  @Override
  public Source<DurableStateChange<A>, NotUsed> changes(String tag, Offset offset) {
    return logs.live(all(), StateChanges.tagged(tag), offset).map(changes::of);
  }

  /** As {@link #changes}, but ends at what were the heads of the logs when it began. */
  @Override
  public Source<DurableStateChange<A>, NotUsed> currentChanges(String tag, Offset offset) {
    return logs.current(all(), StateChanges.tagged(tag), offset).map(changes::of);
  }

  @Override
  public Source<DurableStateChange<A>, NotUsed> changesBySlices(
      String entityType, int minSlice, int maxSlice, Offset offset) {
    return logs.live(
            slices(entityType, minSlice, maxSlice), StateChanges.sliced(minSlice, maxSlice), offset)
        .map(changes::of);
  }

  /** As {@link #changesBySlices}, but ends at what were the heads of the logs when it began. */
  @Override
  public Source<DurableStateChange<A>, NotUsed> currentChangesBySlices(
      String entityType, int minSlice, int maxSlice, Offset offset) {
    return logs.current(
            slices(entityType, minSlice, maxSlice), StateChanges.sliced(minSlice, maxSlice), offset)
        .map(changes::of);
  }

  /** Persistence ids in byte order, also of states that were deleted. */
  @Override
  public Source<String, NotUsed> currentPersistenceIds(Optional<String> afterId, long limit) {
    return ids.ofStates(afterId.orElse("")).take(limit);
  }

  @Override
  public int sliceForPersistenceId(String persistenceId) {
    return pekko.sliceForPersistenceId(persistenceId);
  }

  @Override
  public List<Pair<Integer, Integer>> sliceRanges(int numberOfRanges) {
    return pekko.getSliceRanges(numberOfRanges);
  }

  private static LogScope all() {
    return LogScope.states();
  }

  private LogScope slices(String entityType, int minSlice, int maxSlice) {
    return LogScope.slices(Partitioner.stateLog(entityType), partitioner, minSlice, maxSlice);
  }
}
