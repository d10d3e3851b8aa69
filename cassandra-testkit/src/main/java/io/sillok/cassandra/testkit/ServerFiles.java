package io.sillok.cassandra.testkit;

import io.sillok.cassandra.testkit.CassandraOptions.CommitLogSync;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A server's directory: what it is configured by, its data and its log. */
record ServerFiles(Path root) {

  /** How much of the end of a log helps to see what went wrong. */
  private static final int LAST_LINES = 40;

  static ServerFiles create(Path parent) {
    try {
      Files.createDirectories(parent);
      ServerFiles files =
          new ServerFiles(Files.createTempDirectory(parent.toAbsolutePath(), "cassandra-"));
      files.writeLogging();
      return files;
    } catch (IOException e) {
      throw CassandraException.failed("Making a directory in " + parent, e);
    }
  }

  private Path yaml() {
    return root.resolve("cassandra.yaml");
  }

  private Path logging() {
    return root.resolve("logback.xml");
  }

  Path log() {
    return root.resolve("server.log");
  }

  /** What points a server's JVM to this directory. */
  List<String> javaOptions() {
    return List.of(
        "-Dcassandra.config=" + yaml().toUri(),
        "-Dcassandra.storagedir=" + root,
        "-Dcassandra.logdir=" + root,
        "-Dlogback.configurationFile=" + logging(),
        // Else it closes its output, which is the log, once it is up.
        "-Dcassandra-foreground=yes",
        "-XX:ErrorFile=" + log() + ".crash");
  }

  private Path data() {
    return root.resolve("data");
  }

  void writeYaml(CassandraOptions options, Ring.Place place, Optional<TrustStore> trustStore) {
    StringBuilder yaml =
        new StringBuilder(
            """
            cluster_name: %s
            partitioner: org.apache.cassandra.dht.Murmur3Partitioner
            num_tokens: 1
            initial_token: '%d'
            auto_bootstrap: false
            listen_address: %s
            rpc_address: %s
            storage_port: %d
            native_transport_port: %d
            endpoint_snitch: SimpleSnitch
            seed_provider:
              - class_name: org.apache.cassandra.locator.SimpleSeedProvider
                parameters:
                  - seeds: '%s'
            paxos_variant: %s
            auto_snapshot: false
            disk_failure_policy: stop
            """
                .formatted(
                    place.ring().name(),
                    place.token(),
                    place.host(),
                    place.host(),
                    place.ring().storagePort(),
                    place.ring().nativePort(),
                    place.ring().seeds(),
                    options.paxosVariant().yaml()));
    yaml.append(commitLog(options.commitLogSync()));
    if (options.authentication()) {
      yaml.append("authenticator: PasswordAuthenticator\nauthorizer: CassandraAuthorizer\n");
    }
    trustStore.ifPresent(store -> yaml.append(store.serverYaml()));
    options.extraYaml().forEach(line -> yaml.append(line).append('\n'));
    write(yaml(), yaml.toString());
  }

  private static String commitLog(CommitLogSync sync) {
    return switch (sync) {
      case PERIODIC -> "commitlog_sync: periodic\ncommitlog_sync_period: 10000ms\n";
      case BATCH -> "commitlog_sync: batch\n";
    };
  }

  private void writeLogging() {
    write(
        logging(),
        """
        <configuration>
          <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
            <encoder><pattern>%d{HH:mm:ss.SSS} %-5level [%thread] %logger{0}: %msg%n</pattern></encoder>
          </appender>
          <root level="INFO"><appender-ref ref="out"/></root>
        </configuration>
        """);
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw CassandraException.failed("Writing " + file, e);
    }
  }

  String lastLogLines() {
    List<String> lines = logLines();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
  }

  boolean logContains(String text) {
    return logLines().stream().anyMatch(line -> line.contains(text));
  }

  private List<String> logLines() {
    try {
      return Files.exists(log()) ? Files.readAllLines(log()) : List.of();
    } catch (IOException e) {
      return List.of("unreadable: " + e.getMessage());
    }
  }

  /** The bytes of all files of {@code keyspace} that are not a snapshot or a backup. */
  long bytesOf(String keyspace) {
    Path directory = data().resolve(keyspace);
    AtomicLong bytes = new AtomicLong();
    walk(
        directory,
        (file, attributes) -> {
          Path inside = directory.relativize(file);
          boolean kept =
              inside.getNameCount() < 3
                  || !List.of("snapshots", "backups").contains(inside.getName(1).toString());
          bytes.addAndGet(kept ? attributes.size() : 0);
        },
        kept -> {});
    return bytes.get();
  }

  /** Copies a snapshot, a directory for each table of {@code keyspace}. */
  void copySnapshot(String keyspace, String name, Path target) {
    for (Path table : inside(data().resolve(keyspace))) {
      Path snapshot = table.resolve("snapshots").resolve(name);
      Path copies = target.resolve(tableOf(table));
      try {
        Files.createDirectories(copies);
        for (Path file : inside(snapshot)) {
          Files.copy(file, copies.resolve(file.getFileName().toString()));
        }
      } catch (IOException e) {
        throw CassandraException.failed("Copying " + snapshot, e);
      }
    }
  }

  /** Its directory is called by its name and an identity. */
  private static String tableOf(Path directory) {
    return directory.getFileName().toString().replaceFirst("-[0-9a-f]{32}$", "");
  }

  /** What stands in {@code directory}. */
  static List<Path> inside(Path directory) {
    try (Stream<Path> all = Files.list(directory)) {
      return all.sorted().toList();
    } catch (IOException e) {
      throw CassandraException.failed("Looking into " + directory, e);
    }
  }

  void delete() {
    walk(root, (file, attributes) -> Files.deleteIfExists(file), Files::deleteIfExists);
  }

  private static void walk(Path start, FileVisit onFile, DirectoryVisit afterDirectory) {
    if (!Files.exists(start)) {
      return;
    }
    try {
      Files.walkFileTree(
          start,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              onFile.accept(file, attributes);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
              // A running server deletes files while we look.
              if (e instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
              }
              throw e;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e)
                throws IOException {
              afterDirectory.accept(directory);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @FunctionalInterface
  private interface FileVisit {
    void accept(Path file, BasicFileAttributes attributes) throws IOException;
  }

  @FunctionalInterface
  private interface DirectoryVisit {
    void accept(Path directory) throws IOException;
  }
}
