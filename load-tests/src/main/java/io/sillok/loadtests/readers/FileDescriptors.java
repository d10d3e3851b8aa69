package io.sillok.loadtests.readers;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What many connections need of this machine, on both of their ends. */
final class FileDescriptors {

  /** Beside connections: jars, files of the store, sockets of the process itself. */
  static final int OTHERS = 1000;

  /** Options of a node's JVM with room for so many connections. */
  static final List<String> NODE_OPTIONS = List.of("-Xmx2g", "-XX:+UseG1GC");

  private FileDescriptors() {}

  /**
   * A node has as many as this process may have.
   *
   * @throws IOException if these are too few for so many connections
   */
  static void require(int connections) throws IOException {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        && unix.getMaxFileDescriptorCount() < connections + OTHERS) {
      throw new IOException(
          "%,d readers need %,d file descriptors, but a process may have %,d: raise that with ulimit -n, or lower SILLOK_LOAD_READERS"
              .formatted(connections, connections + OTHERS, unix.getMaxFileDescriptorCount()));
    }
  }

  /** How many {@code process} has open; {@link Double#NaN} where there is no {@code /proc}. */
  static double openBy(long process) {
    try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(process), "fd"))) {
      return open.count();
    } catch (IOException notThere) {
      return Double.NaN;
    }
  }
}
