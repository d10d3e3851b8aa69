package io.sillok.loadtests.usage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What servers on this machine use.
 *
 * @param processes the operating system's numbers of their processes
 */
public record Usage(List<Long> processes) implements Costs {

  private static final long KIBIBYTE = 1024;

  public Usage {
    processes = List.copyOf(processes);
  }

  /**
   * Processor time until now.
   *
   * @param client of this process
   * @param server of all servers
   */
  public record Spent(Duration client, Duration server) {

    /** What was spent between {@code before} and this, for each of {@code operations}. */
    public Map<String, Double> perOperation(Spent before, long operations) {
      Map<String, Double> each = new TreeMap<>();
      each.put("client µs each", micros(client.minus(before.client)) / operations);
      each.put("server µs each", micros(server.minus(before.server)) / operations);
      return each;
    }

    private static double micros(Duration duration) {
      return duration.toNanos() / 1e3;
    }
  }

  @Override
  public Counted begin() {
    Spent before = spent();
    return operations -> spent().perOperation(before, operations);
  }

  /** The processor time until now. */
  public Spent spent() {
    return new Spent(
        processorTime(ProcessHandle.current()),
        processes.stream()
            .flatMap(id -> ProcessHandle.of(id).stream())
            .map(Usage::processorTime)
            .reduce(Duration.ZERO, Duration::plus));
  }

  private static Duration processorTime(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Bytes that they hold in memory; {@link Double#NaN} where there is no {@code /proc}. */
  public double residentBytes() {
    return memory("VmRSS:");
  }

  /** The most that they ever held. */
  public double peakResidentBytes() {
    return memory("VmHWM:");
  }

  private double memory(String field) {
    return processes.stream().mapToDouble(process -> memory(process, field)).sum();
  }

  private static double memory(long process, String field) {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(process), "status")).stream()
          .filter(line -> line.startsWith(field))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) * KIBIBYTE)
          .findFirst()
          .orElse(Double.NaN);
    } catch (IOException notThere) {
      return Double.NaN;
    }
  }
}
