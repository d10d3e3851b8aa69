package io.sillok.loadtests.server;

import io.sillok.loadtests.Fork;
import io.sillok.loadtests.TemporaryDirectory;
import io.sillok.loadtests.http.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;

/**
 * One real Kafka on loopback: broker and controller in a process of their own, with Kafka's own
 * versions of libraries and the options that its start script gives a JVM.
 */
final class KafkaBroker implements AutoCloseable {

  private static final String JARS = "load-tests/kafka-server/target/lib";
  private static final int UP_WITHIN_SECONDS = 60;
  private static final long POLL_MILLIS = 50;

  private static final List<String> JVM =
      List.of(
          "-Xmx1G",
          "-Xms1G",
          "-XX:+UseG1GC",
          "-XX:MaxGCPauseMillis=20",
          "-XX:InitiatingHeapOccupancyPercent=35",
          "-XX:+ExplicitGCInvokesConcurrent");

  private final Server server;
  private final TemporaryDirectory directory;

  private KafkaBroker(Server server, TemporaryDirectory directory) {
    this.server = server;
    this.directory = directory;
  }

  /** When a broker has what it is given written to the disk. */
  enum Flush {
    /** Whenever the operating system does it, Kafka's default. */
    LATER(""),
    /** Before it acknowledges, for all topics, its own included. */
    EACH("log.flush.interval.messages=1\n");

    private final String setting;

    Flush(String setting) {
      this.setting = setting;
    }
  }

  /** Formats a storage and starts a broker on it, with the jars that the build has gathered. */
  static KafkaBroker start(Path project, Flush flush) throws IOException, InterruptedException {
    Path jars = project.resolve(JARS);
    if (!Files.isDirectory(jars)) {
      throw new IOException(
          "Kafka's jars are not in %s; load-tests/run append fetches them from Maven Central with mvn -Pkafka package"
              .formatted(jars));
    }
    TemporaryDirectory directory = TemporaryDirectory.create("kafka");
    Path settings = directory.path().resolve("server.properties");
    Path log = directory.path().resolve("broker.log");
    Server server =
        Server.start(port -> {
          Files.writeString(settings, settings(port, directory.path().resolve("data"), flush));
          run(jars, log, "kafka.tools.StorageTool", format(settings));
          return begin(jars, log, "kafka.Kafka", List.of(settings.toString()));
        });
    KafkaBroker broker = new KafkaBroker(server, directory);
    broker.awaitUp(log);
    return broker;
  }

  private static List<String> format(Path settings) {
    return List.of(
        "format", "--cluster-id", Uuid.randomUuid().toString(), "--config", settings.toString());
  }

  /**
   * A storage that is formatted without saying otherwise has share groups on. Their members hear of
   * each other within half a second instead of five, so that a short sample meets a settled group;
   * others do not wait for more members, and events of last year are kept.
   */
  private static String settings(int port, Path data, Flush flush) throws IOException {
    int controller = Server.freePort();
    return """
    process.roles=broker,controller
    node.id=1
    controller.quorum.voters=1@127.0.0.1:%2$d
    listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
    advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
    controller.listener.names=CONTROLLER
    listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
    log.dirs=%3$s
    offsets.topic.replication.factor=1
    transaction.state.log.replication.factor=1
    transaction.state.log.min.isr=1
    share.coordinator.state.topic.replication.factor=1
    share.coordinator.state.topic.min.isr=1
    group.share.min.heartbeat.interval.ms=500
    group.share.heartbeat.interval.ms=500
    group.initial.rebalance.delay.ms=0
    log.retention.ms=-1
    %4$s\
    """
        .formatted(port, controller, data, flush.setting);
  }

  private static void run(Path jars, Path log, String main, List<String> arguments)
      throws IOException {
    try {
      if (begin(jars, log, main, arguments).waitFor() != 0) {
        throw new IOException("%s failed: %s".formatted(main, Files.readString(log)));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while Kafka was being started", interrupted);
    }
  }

  private static Process begin(Path jars, Path log, String main, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(Fork.java()));
    command.addAll(JVM);
    command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
    command.addAll(List.of("-cp", jars + "/*", main));
    command.addAll(arguments);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  private void awaitUp(Path log) throws IOException, InterruptedException {
    try (Admin admin = Admin.create(KafkaSettings.admin(port()))) {
      KafkaFuture<?> nodes = admin.describeCluster().nodes();
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(UP_WITHIN_SECONDS);
      while (!nodes.isDone() && System.nanoTime() < deadline) {
        server.requireAlive();
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      }
      nodes.get(0, TimeUnit.SECONDS);
    } catch (IOException | ExecutionException | TimeoutException notUp) {
      String said = Files.readString(log);
      close();
      throw new IOException("Kafka did not come up: " + said, notUp);
    }
  }

  int port() {
    return server.port();
  }

  long process() {
    return server.process().pid();
  }

  @Override
  public void close() throws IOException {
    server.close();
    directory.close();
  }
}
