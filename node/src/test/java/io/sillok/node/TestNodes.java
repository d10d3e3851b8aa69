package io.sillok.node;

import io.sillok.node.account.AccountModule;
import io.sillok.node.entity.CommandResult;
import io.sillok.node.entity.Entities.CommandRequest;
import io.sillok.node.entity.EntityAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

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
