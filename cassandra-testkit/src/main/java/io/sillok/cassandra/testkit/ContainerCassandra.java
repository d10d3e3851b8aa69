package io.sillok.cassandra.testkit;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.RemoteDockerImage;
import org.testcontainers.utility.DockerImageName;

/** The same Cassandra from the official image. */
final class ContainerCassandra implements Cassandra {

  static final DockerImageName IMAGE = DockerImageName.parse("cassandra:5.0.9");

  private static final Logger LOG = LoggerFactory.getLogger(ContainerCassandra.class);
  private static final int NATIVE_PORT = 9042;

  private final GenericContainer<?> container;

  private ContainerCassandra(GenericContainer<?> container) {
    this.container = container;
  }

  /**
   * A running container, or nothing where its image cannot be had. A container that does not come
   * up is a failure.
   */
  static Optional<Cassandra> start() {
    if (!hasImage()) {
      return Optional.empty();
    }
    GenericContainer<?> container =
        new GenericContainer<>(IMAGE)
            .withExposedPorts(NATIVE_PORT)
            .withEnv("MAX_HEAP_SIZE", "1024M")
            .withEnv("HEAP_NEWSIZE", "256M")
            .withEnv("JVM_EXTRA_OPTS", String.join(" ", JavaOptions.NO_WAITING))
            .withCreateContainerCmdModifier(create ->
                create.withEntrypoint(
                    "sh",
                    "-c",
                    "echo 'paxos_variant: v2' >> /etc/cassandra/cassandra.yaml"
                        + " && exec docker-entrypoint.sh cassandra -f"))
            .waitingFor(
                Wait.forLogMessage(".*Startup complete.*\\n", 1)
                    .withStartupTimeout(Duration.ofMinutes(3)));
    container.start();
    ContainerCassandra cassandra = new ContainerCassandra(container);
    LOG.info("Cassandra runs in a container of {} at {}", IMAGE, cassandra.contactPoint());
    return Optional.of(cassandra);
  }

  private static boolean hasImage() {
    try {
      new RemoteDockerImage(IMAGE).get();
      return true;
    } catch (RuntimeException e) {
      LOG.info("A Docker engine answers but cannot give {}: {}", IMAGE, e.getMessage());
      return false;
    }
  }

  @Override
  public InetSocketAddress contactPoint() {
    return new InetSocketAddress(container.getHost(), container.getMappedPort(NATIVE_PORT));
  }

  @Override
  public void close() {
    container.stop();
  }
}
