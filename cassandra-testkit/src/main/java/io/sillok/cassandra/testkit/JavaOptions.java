package io.sillok.cassandra.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the server's JVM is started with, after Cassandra's own {@code jvm17-server.options}. */
final class JavaOptions {

  private static final List<String> EXPORTS =
      List.of(
          "java.base/jdk.internal.misc",
          "java.base/java.lang.ref",
          "java.management.rmi/com.sun.jmx.remote.internal.rmi",
          "java.rmi/sun.rmi.registry",
          "java.rmi/sun.rmi.server",
          "java.sql/java.sql",
          "jdk.unsupported/sun.misc",
          "jdk.attach/sun.tools.attach");

  private static final List<String> OPENS =
      List.of(
          "java.base/java.io",
          "java.base/java.lang",
          "java.base/java.lang.module",
          "java.base/java.lang.reflect",
          "java.base/java.util",
          "java.base/jdk.internal.loader",
          "java.base/jdk.internal.math",
          "java.base/jdk.internal.module",
          "java.base/jdk.internal.ref",
          "java.base/jdk.internal.reflect",
          "java.base/jdk.internal.util.jar",
          "java.base/sun.nio.ch",
          "jdk.management/com.sun.management.internal");

  /** A server for tests is alone, or its ring starts together: there is nobody to wait for. */
  static final List<String> NO_WAITING =
      List.of(
          "-Dcassandra.ring_delay_ms=100",
          "-Dcassandra.skip_wait_for_gossip_to_settle=0",
          "-Dcassandra.superuser_setup_delay_ms=0",
          "-Dcassandra.consistent.rangemovement=false");

  /** What Cassandra finds out itself otherwise, in a third of the processor time of its start. */
  private static final String ROW_OVERHEAD = "-Dcassandra.memtable.row_overhead_size=180";

  private JavaOptions() {}

  static List<String> of(CassandraOptions server) {
    int heapMegabytes = server.heapMegabytes();
    List<String> options = new ArrayList<>();
    options.addAll(List.of("-ea", "-da:net.openhft...", "-Xss256k"));
    options.addAll(List.of("-Xms%dm".formatted(heapMegabytes), "-Xmx%dm".formatted(heapMegabytes)));
    options.addAll(
        List.of("-XX:+UseG1GC", "-XX:MaxGCPauseMillis=300", "-XX:+ExitOnOutOfMemoryError"));
    if (!server.optimized()) {
      options.add("-XX:TieredStopAtLevel=1");
    }
    options.addAll(
        List.of(
            "-Djdk.attach.allowAttachSelf=true",
            "-Djava.net.preferIPv4Stack=true",
            "-Djava.rmi.server.hostname=127.0.0.1",
            "-Dio.netty.tryReflectionSetAccessible=true",
            "-Dio.netty.allocator.useCacheForAllThreads=true",
            "-Dio.netty.allocator.maxOrder=11"));
    options.addAll(NO_WAITING);
    options.add(ROW_OVERHEAD);
    both("--add-exports", EXPORTS).forEach(options::add);
    both("--add-opens", OPENS).forEach(options::add);
    return options;
  }

  private static Stream<String> both(String option, List<String> packages) {
    return packages.stream().flatMap(name -> Stream.of(option, name + "=ALL-UNNAMED"));
  }
}
