package io.sillok.cassandra.testkit;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * How a server is set up.
 *
 * @param heapMegabytes the server's heap, at least 256; it takes about 450 MB more beside it
 * @param optimized whether its JVM compiles all the way: for a server that is measured. One for
 *     tests is over before that has paid: it would take twice the processor time
 * @param commitLogSync when a write is on disk: before it is acknowledged, or some time after
 * @param authentication whether a client has to log in; the superuser is {@code cassandra} with
 *     password {@code cassandra}, and roles have no permission until it is granted
 * @param clientTls whether clients have to speak TLS; see {@link CassandraServer#trustStore}
 * @param paxosVariant the protocol behind lightweight transactions
 * @param directory where the server's own directory is made, which lives as long as the server
 * @param extraYaml lines for {@code cassandra.yaml}; they win over ours
 */
public record CassandraOptions(
    int heapMegabytes,
    boolean optimized,
    CommitLogSync commitLogSync,
    boolean authentication,
    boolean clientTls,
    PaxosVariant paxosVariant,
    Path directory,
    List<String> extraYaml) {

  /** When the commit log goes to disk. */
  public enum CommitLogSync {
    /** Every 10 s, whatever was acknowledged: Cassandra's default. */
    PERIODIC,
    /** Before a write is acknowledged. */
    BATCH
  }

  /** The protocol behind lightweight transactions. */
  public enum PaxosVariant {
    /** Four round trips. */
    V1,
    /** Two round trips, since Cassandra 4.1. */
    V2;

    String yaml() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public CassandraOptions {
    if (heapMegabytes < 256) {
      throw new IllegalArgumentException(
          "Cassandra's heap must be at least 256 MB, but is %d MB".formatted(heapMegabytes));
    }
    extraYaml = List.copyOf(extraYaml);
  }

  /** For tests: 1 GB of heap, a periodic commit log, Paxos v2, neither passwords nor TLS. */
  public static CassandraOptions defaults() {
    return new CassandraOptions(
        1024,
        false,
        CommitLogSync.PERIODIC,
        false,
        false,
        PaxosVariant.V2,
        Path.of(System.getProperty("java.io.tmpdir")),
        List.of());
  }

  public CassandraOptions withHeapMegabytes(int megabytes) {
    return new CassandraOptions(
        megabytes,
        optimized,
        commitLogSync,
        authentication,
        clientTls,
        paxosVariant,
        directory,
        extraYaml);
  }

  /** For a server that is measured. */
  public CassandraOptions withOptimization() {
    return new CassandraOptions(
        heapMegabytes,
        true,
        commitLogSync,
        authentication,
        clientTls,
        paxosVariant,
        directory,
        extraYaml);
  }

  public CassandraOptions withCommitLogSync(CommitLogSync sync) {
    return new CassandraOptions(
        heapMegabytes,
        optimized,
        sync,
        authentication,
        clientTls,
        paxosVariant,
        directory,
        extraYaml);
  }

  /** Clients have to log in. */
  public CassandraOptions withAuthentication() {
    return new CassandraOptions(
        heapMegabytes,
        optimized,
        commitLogSync,
        true,
        clientTls,
        paxosVariant,
        directory,
        extraYaml);
  }

  /** Clients have to speak TLS. */
  public CassandraOptions withClientTls() {
    return new CassandraOptions(
        heapMegabytes,
        optimized,
        commitLogSync,
        authentication,
        true,
        paxosVariant,
        directory,
        extraYaml);
  }

  public CassandraOptions withPaxosVariant(PaxosVariant variant) {
    return new CassandraOptions(
        heapMegabytes,
        optimized,
        commitLogSync,
        authentication,
        clientTls,
        variant,
        directory,
        extraYaml);
  }

  /** Puts the server's directory into {@code parent}, for example on the disk to be measured. */
  public CassandraOptions withDirectory(Path parent) {
    return new CassandraOptions(
        heapMegabytes,
        optimized,
        commitLogSync,
        authentication,
        clientTls,
        paxosVariant,
        parent,
        extraYaml);
  }

  /** Adds {@code lines} to {@code cassandra.yaml}. */
  public CassandraOptions withYaml(String... lines) {
    return new CassandraOptions(
        heapMegabytes,
        optimized,
        commitLogSync,
        authentication,
        clientTls,
        paxosVariant,
        directory,
        Stream.concat(extraYaml.stream(), Stream.of(lines)).toList());
  }
}
