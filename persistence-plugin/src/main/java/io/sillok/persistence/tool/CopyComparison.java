package io.sillok.persistence.tool;

import static io.sillok.persistence.tool.Stages.await;

import io.sillok.persistence.LogId;
import io.sillok.persistence.LogStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Compares what two stores answer, digest by digest. */
final class CopyComparison {

  private final LogStore source;
  private final LogStore target;
  private final Parallel parallel;
  private final StoreDigest ofSource;
  private final StoreDigest ofTarget;

  CopyComparison(LogStore source, LogStore target, Parallel parallel) {
    this.parallel = parallel;
    this.source = source;
    this.target = target;
    this.ofSource = new StoreDigest(source);
    this.ofTarget = new StoreDigest(target);
  }

  void compareLogs(List<LogId> logs, StoreCopy.Progress progress) {
    parallel.each(
        logs,
        log -> {
          requireSame("log " + log, ofSource.ofLog(log), ofTarget.ofLog(log));
          progress.compared(log);
          return log;
        });
  }

  /** Compares what the indexes have; answers the number of entities. */
  long compareEntities() {
    AtomicLong inSource = new AtomicLong();
    EntityPages.forEach(
        source, page -> inSource.addAndGet(parallel.each(page, this::compareEntity).size()));
    AtomicLong inTarget = new AtomicLong();
    EntityPages.forEach(target, page -> inTarget.addAndGet(page.size()));
    requireSame("the number of entities", inSource.toString(), inTarget.toString());
    return inSource.get();
  }

  private String compareEntity(String id) {
    requireSame("entity " + id, ofSource.ofEntity(id), ofTarget.ofEntity(id));
    return id;
  }

  /** Compares all facts; answers how many there are. */
  long compareFacts() {
    Map<String, String> facts = await(source.facts().withPrefix(""));
    Map<String, String> copied = await(target.facts().withPrefix(""));
    requireSame("the set of facts", facts.toString(), copied.toString());
    return facts.size();
  }

  private static void requireSame(String what, String source, String target) {
    if (!source.equals(target)) {
      throw CopyFaults.unequal(what, source, target);
    }
  }
}
