package io.sillok.loadtests.faults;

import io.sillok.loadtests.faults.check.Finding;
import io.sillok.loadtests.faults.check.LoggedEvent;
import io.sillok.loadtests.faults.workload.AppendWorkload;
import io.sillok.loadtests.faults.workload.CommandWorkload;
import io.sillok.loadtests.faults.workload.ConsumerWorkload;
import io.sillok.loadtests.faults.workload.Grouping;
import io.sillok.loadtests.faults.workload.MistakeWorkload;
import io.sillok.loadtests.faults.workload.QueueWorkload;
import io.sillok.loadtests.faults.workload.ReaderWorkload;
import io.sillok.loadtests.faults.workload.Site;
import io.sillok.loadtests.faults.workload.WindowWorkload;
import io.sillok.loadtests.faults.workload.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** All that clients do, from the beginning to the end. */
final class Workloads {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long POLL_MILLIS = 200;

  private final CommandWorkload commands;
  private final AppendWorkload appends;
  private final ReaderWorkload readers;
  private final ConsumerWorkload consumer;
  private final QueueWorkload queue;
  private final List<WindowWorkload> windows;
  private final MistakeWorkload mistakes;
  private final Duration patience;
  private Map<String, Long> written = Map.of();

  /**
   * @param losesAnswers whether faults are to leave clients without an answer
   * @param putsOff so much later than usual something may come to those who read
   */
  Workloads(Site site, boolean losesAnswers, Duration putsOff) {
    patience = PATIENCE.plus(putsOff);
    commands = new CommandWorkload(site, losesAnswers);
    appends = new AppendWorkload(site);
    readers = new ReaderWorkload(site);
    consumer = new ConsumerWorkload(site);
    queue = new QueueWorkload(site);
    windows =
        Stream.of(Grouping.values()).map(grouping -> new WindowWorkload(site, grouping)).toList();
    mistakes = new MistakeWorkload(site);
  }

  void begin() throws InterruptedException {
    appends.begin(); // makes the stream
    for (Workload workload : windows) {
      workload.begin();
    }
    for (Workload workload : List.of(readers, consumer, queue, commands, mistakes)) {
      workload.begin();
    }
  }

  /** Ends those that write, waits for those that read, and has all checked. */
  List<Finding> finish() throws InterruptedException {
    mistakes.finish();
    commands.finish();
    appends.finish();
    List<LoggedEvent> log = appends.log();
    System.err.printf("%d events stand; waiting for those who read them%n", log.size());
    List<String> behind = new ArrayList<>();
    awaitNothingLeft("events for readers", () -> readers.left(log.size()), behind);
    awaitNothingLeft("events for the consumer", () -> consumer.left(log.size()), behind);
    awaitNothingLeft("items of the queue", queue::left, behind);
    for (Workload workload : List.of(readers, consumer, queue)) {
      workload.finish();
    }
    for (WindowWorkload each : windows) {
      each.finish();
      awaitNothingLeft("events for windows", each::left, behind);
    }
    List<Finding> findings = new ArrayList<>();
    findings.addAll(mistakes.findings());
    findings.addAll(commands.findings());
    findings.addAll(appends.findings(log));
    findings.addAll(readers.findings(log));
    findings.addAll(consumer.findings(log));
    findings.addAll(queue.findings(log));
    windows.forEach(each -> findings.addAll(each.findings(log)));
    findings.add(new Finding("who reads comes to the end", log.size(), 1, behind));
    written =
        Map.of(AppendWorkload.STREAM, (long) log.size(), CommandWorkload.ENTITY, commands.events());
    return findings;
  }

  /** So many events stand, by log. */
  Map<String, Long> written() {
    return written;
  }

  /** Waits until nothing is left, as long as it becomes less: a busy machine takes its time. */
  private void awaitNothingLeft(String what, LongSupplier left, List<String> behind)
      throws InterruptedException {
    long giveUp = System.nanoTime() + patience.toNanos();
    long least = Long.MAX_VALUE;
    for (long now = left.getAsLong(); now > 0; now = left.getAsLong()) {
      if (now < least) {
        least = now;
        giveUp = System.nanoTime() + patience.toNanos();
      } else if (System.nanoTime() > giveUp) {
        behind.add(
            "%s: of %d left, none was done for %d s".formatted(what, now, patience.toSeconds()));
        return;
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }
}
