package io.sillok.persistence.pekko.state;

import io.sillok.persistence.pekko.ScalaFutures;
import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.persistence.Persistence;
import org.apache.pekko.persistence.query.DurableStateChange;
import org.apache.pekko.persistence.query.Offset;
import org.apache.pekko.persistence.query.scaladsl.DurableStateStorePagedPersistenceIdsQuery;
import org.apache.pekko.persistence.query.scaladsl.DurableStateStoreQuery;
import org.apache.pekko.persistence.query.typed.scaladsl.DurableStateStoreBySliceQuery;
import org.apache.pekko.persistence.state.scaladsl.DurableStateUpdateStore;
import org.apache.pekko.persistence.state.scaladsl.GetObjectResult;
import org.apache.pekko.stream.scaladsl.Source;
import scala.Option;
import scala.collection.immutable.Range;
import scala.collection.immutable.Seq;
import scala.concurrent.Future;
import scala.jdk.javaapi.OptionConverters;

/**
 * {@link SillokDurableStateStore}, for Scala.
 *
 * @param <A> what the states are
 */
public final class SillokScalaDurableStateStore<A>
    implements DurableStateUpdateStore<A>,
        DurableStateStoreQuery<A>,
        DurableStateStoreBySliceQuery<A>,
        DurableStateStorePagedPersistenceIdsQuery<A> {

  private final SillokDurableStateStore<A> store;
  private final Persistence pekko;

  SillokScalaDurableStateStore(SillokDurableStateStore<A> store, Persistence pekko) {
    this.store = store;
    this.pekko = pekko;
  }

  @Override
  public Future<GetObjectResult<A>> getObject(String persistenceId) {
    return ScalaFutures.of(
        () -> store.getObject(persistenceId).thenApply(result -> result.toScala()));
  }

  @Override
  public Future<Done> upsertObject(String persistenceId, long revision, A value, String tag) {
    return ScalaFutures.of(() -> store.upsertObject(persistenceId, revision, value, tag));
  }

  @Override
  public Future<Done> deleteObject(String persistenceId, long revision) {
    return ScalaFutures.of(() -> store.deleteObject(persistenceId, revision));
  }

  /**
   * As {@link SillokDurableStateStore#deleteObject(String)}.
   *
   * @deprecated Pekko's, for {@link #deleteObject(String, long)}
   */
  @Deprecated
  @Override
  public Future<Done> deleteObject(String persistenceId) {
    return ScalaFutures.of(() -> store.deleteObject(persistenceId));
  }

  @Override
  public Source<DurableStateChange<A>, NotUsed> changes(String tag, Offset offset) {
    return store.changes(tag, offset).asScala();
  }

  @Override
  public Source<DurableStateChange<A>, NotUsed> currentChanges(String tag, Offset offset) {
    return store.currentChanges(tag, offset).asScala();
  }

  @Override
  public Source<DurableStateChange<A>, NotUsed> changesBySlices(
      String entityType, int minSlice, int maxSlice, Offset offset) {
    return store.changesBySlices(entityType, minSlice, maxSlice, offset).asScala();
  }

  @Override
  public Source<DurableStateChange<A>, NotUsed> currentChangesBySlices(
      String entityType, int minSlice, int maxSlice, Offset offset) {
    return store.currentChangesBySlices(entityType, minSlice, maxSlice, offset).asScala();
  }

  @Override
  public Source<String, NotUsed> currentPersistenceIds(Option<String> afterId, long limit) {
    return store.currentPersistenceIds(OptionConverters.toJava(afterId), limit).asScala();
  }

  @Override
  public int sliceForPersistenceId(String persistenceId) {
    return pekko.sliceForPersistenceId(persistenceId);
  }

  @Override
  public Seq<Range> sliceRanges(int numberOfRanges) {
    return pekko.sliceRanges(numberOfRanges);
  }
}
