package io.sillok.node.processor;

import io.sillok.node.entity.AsOf;
import io.sillok.node.entity.CommandResult;
import io.sillok.node.entity.Entities;
import io.sillok.node.entity.EntityAddress;
import io.sillok.node.entity.EntitySnapshot;
import io.sillok.node.entity.EventPage;
import io.sillok.node.entity.IdPage;
import io.sillok.node.stream.StreamDefinition.Declared;
import io.sillok.node.stream.StreamPosition;
import io.sillok.node.stream.append.Appended;
import io.sillok.node.stream.append.Encoding;
import io.sillok.node.stream.append.EventEncoder;
import io.sillok.node.stream.append.RepeatableAppends;
import io.sillok.node.table.rows.FrozenRows;
import io.sillok.node.table.rows.Row;
import io.sillok.node.table.rows.RowChange;
import io.sillok.node.table.rows.RowPage;
import io.sillok.node.table.rows.TablePartition;
import io.sillok.node.table.rows.TableRows;
import io.sillok.node.table.rows.TableStore;
import io.sillok.persistence.StoreException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Has calls of real parts fail by chance: before they did anything, or after they did all of it, as
 * where a process is killed or an answer is lost.
 */
public final class Faults {

  private final Random random;
  private final AtomicInteger met = new AtomicInteger();
  private volatile double rate;

  public Faults(long seed) {
    random = new Random(seed);
  }

  /** From now on, so many of all calls fail. */
  public void at(double share) {
    rate = share;
  }

  /** How many calls have failed. */
  public int met() {
    return met.get();
  }

  private synchronized double next() {
    return random.nextDouble();
  }

  private <T> CompletionStage<T> around(Supplier<CompletionStage<T>> call) {
    double chance = next();
    if (chance < rate / 2) {
      return CompletableFuture.failedFuture(fault("before"));
    }
    CompletionStage<T> done = call.get();
    return chance < rate
        ? done.thenCompose(lost -> CompletableFuture.failedFuture(fault("after")))
        : done;
  }

  private StoreException fault(String when) {
    met.incrementAndGet();
    return new StoreException("fault", "It failed %s it was done".formatted(when), null);
  }

  public RepeatableAppends in(RepeatableAppends appends) {
    return new RepeatableAppends() {
      @Override
      public EventEncoder encoder(Declared stream) {
        return appends.encoder(stream);
      }

      @Override
      public CompletionStage<Appended> append(
          Declared stream, List<Encoding.Ready> events, StreamPosition since) {
        return around(() -> appends.append(stream, events, since));
      }
    };
  }

  public Entities in(Entities entities) {
    return new Entities() {
      @Override
      public CompletionStage<CommandResult> execute(EntityAddress entity, CommandRequest command) {
        return around(() -> entities.execute(entity, command));
      }

      @Override
      public CompletionStage<Optional<EntitySnapshot>> state(EntityAddress entity, AsOf asOf) {
        return entities.state(entity, asOf);
      }

      @Override
      public CompletionStage<EventPage> events(EntityAddress entity, long from, int limit) {
        return entities.events(entity, from, limit);
      }

      @Override
      public CompletionStage<IdPage> ids(String type, String after, int limit) {
        return entities.ids(type, after, limit);
      }
    };
  }

  /** Now and then it has also lost all of a partition. */
  public TableStore in(TableStore store) {
    return new TableStore() {
      @Override
      public CompletionStage<TableRows> open(TablePartition partition) {
        CompletionStage<TableRows> opened = around(() -> store.open(partition));
        return next() < rate
            ? opened
                .thenCompose(TableRows::clear)
                .thenCompose(lost -> store.open(partition))
                .thenApply(rows -> in(rows))
            : opened.thenApply(rows -> in(rows));
      }

      @Override
      public CompletionStage<Void> dropOthers(TablePartition partition) {
        return store.dropOthers(partition);
      }

      @Override
      public void close() {
        store.close();
      }
    };
  }

  private TableRows in(TableRows rows) {
    return new TableRows() {
      @Override
      public long applied() {
        return rows.applied();
      }

      @Override
      public CompletionStage<Map<String, Row>> find(Collection<String> keys) {
        return around(() -> rows.find(keys));
      }

      @Override
      public CompletionStage<RowPage> page(String prefix, String after, int limit, int maxBytes) {
        return rows.page(prefix, after, limit, maxBytes);
      }

      @Override
      public CompletionStage<Void> write(List<RowChange> changes, long applied) {
        return around(() -> rows.write(changes, applied));
      }

      @Override
      public CompletionStage<FrozenRows> freeze() {
        return rows.freeze();
      }

      @Override
      public CompletionStage<Void> clear() {
        return rows.clear();
      }
    };
  }
}
