package io.sillok.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.node.account.AccountModule;
import io.sillok.node.entity.AsOf;
import io.sillok.node.entity.CommandResult;
import io.sillok.node.entity.CommandResult.Executed;
import io.sillok.node.entity.Entities.CommandRequest;
import io.sillok.node.entity.EntityAddress;
import io.sillok.node.entity.EntitySnapshot;
import io.sillok.node.entity.sharded.ShardedEntities;
import io.sillok.persistence.LogStore;
import io.sillok.persistence.pekko.SillokPersistence;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.cluster.sharding.ShardRegion.CurrentShardRegionState;
import org.apache.pekko.cluster.sharding.typed.GetShardRegionState;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;

/** Real nodes on a free port, and short ways to ask them. */
final class TestNodes {

  private static final long PATIENCE_SECONDS = 30;

  private TestNodes() {}

  static SillokNode start(Path data) {
    return SillokNode.start(config(data));
  }

  static NodeConfig config(Path data) {
    return NodeConfig.at(data).port(0).modules(new AccountModule());
  }

  static EntityAddress account(String id) {
    return new EntityAddress("account", id);
  }

  static CommandRequest command(Object command) {
    return new CommandRequest(command, Optional.empty(), OptionalLong.empty());
  }

  static CommandRequest command(Object command, String id) {
    return new CommandRequest(command, Optional.of(id), OptionalLong.empty());
  }

  static CommandRequest command(Object command, long expectedSequenceNumber) {
    return new CommandRequest(command, Optional.empty(), OptionalLong.of(expectedSequenceNumber));
  }

  static CommandResult execute(SillokNode node, String account, CommandRequest command) {
    return await(node.entities().execute(account(account), command));
  }

  /** What a retry of the command is answered that was answered {@code first}. */
  static CommandResult repetitionOf(CommandResult first) {
    Executed executed = (Executed) first;
    return new Executed(executed.reply(), executed.events(), executed.sequenceNumber(), true);
  }

  static LogStore store(SillokNode node) {
    return SillokPersistence.get(node.system()).store();
  }

  static Optional<EntitySnapshot> state(SillokNode node, String account) {
    return await(node.entities().state(account(account), new AsOf.Now()));
  }

  static long balance(SillokNode node, String account) {
    return state(node, account).orElseThrow().state().get("balance").longValue();
  }

  /** Whether the entity has an actor on this node. */
  static boolean inMemory(SillokNode node, String account) {
    CompletionStage<CurrentShardRegionState> asked =
        AskPattern.ask(
            ClusterSharding.get(node.system()).shardState(),
            replyTo -> new GetShardRegionState(ShardedEntities.key(), replyTo),
            Duration.ofSeconds(PATIENCE_SECONDS),
            node.system().scheduler());
    return await(asked).getShards().stream()
        .anyMatch(shard -> shard.getEntityIds().contains(account(account).persistenceId()));
  }

  /** Waits until {@code condition} holds. */
  static void eventually(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("the condition holds in time").isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  static <T> T await(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new AssertionError(failure.getCause());
    } catch (InterruptedException | TimeoutException failure) {
      throw new AssertionError(failure);
    }
  }
}
