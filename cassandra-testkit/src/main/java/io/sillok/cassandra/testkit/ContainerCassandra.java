package io.sillok.cassandra.testkit;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.ImageNameSubstitutor;

/** The same Cassandra from the official image. */
final class ContainerCassandra implements Cassandra {

  private static final DockerImageName IMAGE = DockerImageName.parse("cassandra:5.0.9");

  /** Removes containers whose JVM was killed; the version that our Testcontainers brings. */
  private static final DockerImageName REAPER = DockerImageName.parse("testcontainers/ryuk:0.14.0");

  private static final Logger LOG = LoggerFactory.getLogger(ContainerCassandra.class);
  private static final int NATIVE_PORT = 9042;

  private final GenericContainer<?> container;

  private ContainerCassandra(GenericContainer<?> container) {
    this.container = container;
  }

  /** Whether {@code engine} has all images that a start needs, or gets them. */
  static boolean canRunOn(DockerEngine engine) {
    boolean reaper = !Boolean.parseBoolean(System.getenv("TESTCONTAINERS_RYUK_DISABLED"));
    for (DockerImageName image : reaper ? List.of(REAPER, IMAGE) : List.of(IMAGE)) {
      String name = ImageNameSubstitutor.instance().apply(image).asCanonicalNameString();
      if (!engine.gives(name)) {
        LOG.info("A Docker engine answers, but neither has {} nor can pull it", name);
        return false;
      }
    }
    return true;
  }

  /** Starts a container; one that does not come up is a failure. */
  static ContainerCassandra start() {
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
    return cassandra;
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
