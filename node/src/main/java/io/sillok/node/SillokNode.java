package io.sillok.node;

import com.typesafe.config.Config;
import io.sillok.node.cluster.ClusterView;
import io.sillok.node.entity.Entities;
import io.sillok.node.gateway.Gateway;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;

/**
 * A running node: the store, the cluster, the entities and the gateway, started in this order and
 * stopped in the other. The gateway listens from the beginning, to tell how far the others are.
 */
public final class SillokNode implements AutoCloseable {

  private final ActorSystem<?> system;
  private final Entities entities;
  private final ClusterView cluster;
  private final Gateway gateway;
  private final Duration stopTimeout;
  private final CountDownLatch stopping = new CountDownLatch(1);

  /**
   * Starts a node and returns when it serves.
   *
   * @throws StartException with one line that says why not; nothing is left running then
   */
  public static SillokNode start(NodeConfig config) {
    return NodeStart.start(config);
  }

  /**
   * All settings that a node with {@code config} would have.
   *
   * @throws StartException with one line that says why they cannot be read
   */
  public static Config settings(NodeConfig config) {
    return NodeStart.settings(config);
  }

  SillokNode(
      ActorSystem<?> system,
      Entities entities,
      ClusterView cluster,
      Gateway gateway,
      Duration stopTimeout) {
    this.system = system;
    this.entities = entities;
    this.cluster = cluster;
    this.gateway = gateway;
    this.stopTimeout = stopTimeout;
    CoordinatedShutdown.get(system)
        .addTask(CoordinatedShutdown.PhaseBeforeServiceUnbind(), "tell-stop", this::tellStop);
    // If it stops already, the task may have come too late.
    system.getWhenTerminated().thenRun(stopping::countDown);
  }

  /** Where the gateway listens. */
  public InetSocketAddress address() {
    return gateway.address();
  }

  /** Whether clients have to speak HTTPS. */
  public boolean secured() {
    return gateway.secured();
  }

  /** The entities of the cluster, without HTTP in between. */
  public Entities entities() {
    return entities;
  }

  /** The cluster as this node sees it. */
  public ClusterView cluster() {
    return cluster;
  }

  ActorSystem<?> system() {
    return system;
  }

  /**
   * Stops gracefully and returns when the node has stopped: takes no more requests, finishes those
   * under way, drains the partitions and closes the store. Does nothing the second time.
   *
   * @throws IllegalStateException if it did not stop in time
   */
  public void stop() {
    try {
      completeStop();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Returns when the node has stopped, whoever stopped it. Waits no longer than a stop may take: an
   * actor system may not terminate as long as other nodes do not answer.
   *
   * @throws IllegalStateException if it did not stop in time
   */
  public void awaitStop() throws InterruptedException {
    stopping.await();
    completeStop();
  }

  private void completeStop() throws InterruptedException {
    try {
      CoordinatedShutdown.get(system)
          .runAll(new Stopped())
          .toCompletableFuture()
          .get(stopTimeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException failure) {
      throw new IllegalStateException("The node did not stop cleanly: " + failure, failure);
    }
  }

  private CompletionStage<Done> tellStop() {
    stopping.countDown();
    return CompletableFuture.completedFuture(Done.getInstance());
  }

  /**
   * Whether the others went on without this node, so that it had to stop: they, or it, could not be
   * reached.
   */
  public boolean wasDowned() {
    return CoordinatedShutdown.get(system)
        .getShutdownReason()
        .filter(reason -> reason.equals(CoordinatedShutdown.clusterDowningReason()))
        .isPresent();
  }

  @Override
  public void close() {
    stop();
  }

  /** Why the actor system stopped. */
  private record Stopped() implements CoordinatedShutdown.Reason {}
}
