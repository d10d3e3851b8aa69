package io.sillok.cassandra.testkit;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * One real Cassandra server on loopback, as a process of its own, up when a factory has returned.
 * It never outlives the JVM that started it. Needs a POSIX system with a Java 17 or 11.
 */
public final class CassandraServer implements Cassandra {

  /** How Cassandra calls the statements of a snapshot. */
  public static final String SCHEMA = "schema.cql";

  private static final String SNAPSHOT = "saved";
  private static final Duration UP_WITHIN = Duration.ofMinutes(3);
  private static final int STOPS_WITHIN_SECONDS = 30;
  private static final String SUPERUSER_THERE = "Created default superuser role";

  private final CassandraOptions options;
  private final Ring.Place place;
  private final ServerFiles files;
  private final Optional<TrustStore> trustStore;
  private final List<String> command;
  private final Thread closing = new Thread(this::killAndDelete, "cassandra-close");
  private volatile ServerProcess process;

  /** Starts a server with {@link CassandraOptions#defaults}. */
  public static CassandraServer start() {
    return start(CassandraOptions.defaults());
  }

  /** Starts a server. */
  public static CassandraServer start(CassandraOptions options) {
    CassandraServer server = launch(options, Ring.of(1).places().getFirst());
    server.awaitUp();
    awaitSuperuser(List.of(server));
    return server;
  }

  /** Starts a server and does not wait until it is up. */
  static CassandraServer launch(CassandraOptions options, Ring.Place place) {
    Path javaHome = ServerJava.findHome();
    Path jars = ServerJars.find();
    ServerFiles files = ServerFiles.create(options.directory());
    Optional<TrustStore> trustStore =
        options.clientTls()
            ? Optional.of(TrustStore.create(javaHome, files.root()))
            : Optional.empty();
    files.writeYaml(options, place, trustStore);
    CassandraServer server =
        new CassandraServer(
            options, place, files, trustStore, command(place, javaHome, jars, options, files));
    Runtime.getRuntime().addShutdownHook(server.closing);
    return server;
  }

  private CassandraServer(
      CassandraOptions options,
      Ring.Place place,
      ServerFiles files,
      Optional<TrustStore> trustStore,
      List<String> command) {
    this.options = options;
    this.place = place;
    this.files = files;
    this.trustStore = trustStore;
    this.command = command;
    process = ServerProcess.start(files.root(), files.log(), command);
  }

  private static List<String> command(
      Ring.Place place, Path javaHome, Path jars, CassandraOptions options, ServerFiles files) {
    List<String> command = new ArrayList<>(place.serverHost().entering());
    command.add(javaHome.resolve("bin/java").toString());
    command.addAll(JavaOptions.of(options));
    command.addAll(files.javaOptions());
    command.addAll(List.of("-cp", jars + "/*", "org.apache.cassandra.service.CassandraDaemon"));
    return List.copyOf(command);
  }

  @Override
  public InetSocketAddress contactPoint() {
    return new InetSocketAddress(place.host(), place.ring().nativePort());
  }

  /** What a client needs to trust this server, if clients have to speak TLS. */
  public Optional<TrustStore> trustStore() {
    return trustStore;
  }

  /** The operating system's number for the server's process, which changes at a restart. */
  public long processId() {
    return process.id();
  }

  /** Whether there is a process, paused or not. */
  public boolean isRunning() {
    return process.isAlive();
  }

  /** Stops the process where it stands (SIGSTOP); its connections stay open, and nobody answers. */
  public void pause() {
    process.pause();
  }

  /** Lets a paused process go on (SIGCONT). */
  public void resume() {
    process.resume();
  }

  /** Kills the process (SIGKILL), paused or not. What it had not written to disk is lost. */
  public void kill() {
    process.kill();
  }

  /** Ends the process in order (SIGTERM): Cassandra flushes what it has. Takes a few seconds. */
  public void stop() {
    process.terminate(STOPS_WITHIN_SECONDS);
  }

  /** Starts the process again, on the same data and ports; stops it before if it runs. */
  public void restart() {
    relaunch();
    awaitUp();
  }

  void relaunch() {
    stop();
    process = ServerProcess.start(files.root(), files.log(), command);
  }

  /** Writes to disk what {@code keyspace} has in memory only. */
  public void flush(String keyspace) {
    management().flush(keyspace);
  }

  /**
   * Copies what {@code keyspace} has into {@code directory}: for each table one of its name, with
   * its files and, in {@value #SCHEMA}, the statements that make it.
   *
   * @param directory whose own name is a word, as Cassandra takes it for that of a keyspace when it
   *     {@link #load loads}
   */
  public void save(String keyspace, Path directory) {
    management().snapshot(keyspace, SNAPSHOT);
    files.copySnapshot(keyspace, SNAPSHOT, directory);
    management().clearSnapshot(keyspace, SNAPSHOT);
  }

  /** Gives the tables of {@code keyspace}, which are there, what was {@link #save saved}. */
  public void load(String keyspace, Path directory) {
    for (Path table : ServerFiles.inside(directory)) {
      management().load(keyspace, table.getFileName().toString(), table);
    }
  }

  /** Bytes of {@code keyspace} in the data directory, without the commit log; flushes before. */
  public long bytesOnDisk(String keyspace) {
    if (isRunning()) {
      flush(keyspace);
    }
    return files.bytesOf(keyspace);
  }

  /** The end of the server's log. */
  public String lastLogLines() {
    return files.lastLogLines();
  }

  @Override
  public void close() {
    killAndDelete();
    try {
      Runtime.getRuntime().removeShutdownHook(closing);
    } catch (IllegalStateException e) {
      // This JVM is on its way out: the hook does what was done here, once more.
    }
  }

  private void killAndDelete() {
    process.kill();
    files.delete();
  }

  Management management() {
    return new Management(process.id());
  }

  void awaitUp() {
    await(this::listens, "it does not answer");
  }

  /** Waits until the log says that it has seen all others of its ring, now or once. */
  void awaitOthersSeen() {
    await(
        () ->
            place.ring().places().stream()
                .filter(other -> !other.equals(place))
                .allMatch(other -> files.logContains(seen(other))),
        "it does not see the others");
  }

  private static String seen(Ring.Place other) {
    return "%s:%d is now UP".formatted(other.host(), other.ring().storagePort());
  }

  /** Waits for the one that a new ring of {@code servers} makes; a ring started again has it. */
  static void awaitSuperuser(List<CassandraServer> servers) {
    if (servers.getFirst().options.authentication()) {
      servers
          .getFirst()
          .await(
              () -> servers.stream().anyMatch(server -> server.files.logContains(SUPERUSER_THERE)),
              "its superuser is not there");
    }
  }

  private void await(BooleanSupplier condition, String otherwise) {
    long giveUp = System.nanoTime() + UP_WITHIN.toNanos();
    try {
      while (!condition.getAsBoolean()) {
        if (!process.isAlive()) {
          throw notUp("it ended with exit code " + process.exitCode());
        }
        if (System.nanoTime() > giveUp) {
          throw notUp("%s after %d s".formatted(otherwise, UP_WITHIN.toSeconds()));
        }
        Thread.sleep(50);
      }
    } catch (InterruptedException e) {
      close();
      throw CassandraException.interrupted("waiting for Cassandra to come up");
    }
  }

  private CassandraException notUp(String why) {
    String lines = lastLogLines();
    close();
    return CassandraException.notUp(why, lines);
  }

  private boolean listens() {
    try (Socket socket = new Socket()) {
      socket.connect(contactPoint(), 1000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
