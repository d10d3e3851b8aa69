package io.sillok.persistence.reader;

import io.sillok.persistence.Block;
import io.sillok.persistence.LogId;
import io.sillok.persistence.Shared;
import io.sillok.persistence.writer.AppendListener;
import io.sillok.persistence.writer.LogGroup;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All who follow the same logs. Hears of them once, and tells the others on another thread, so that
 * whoever appends does not wait for them; what comes meanwhile is told together.
 */
final class Crowd implements AppendListener {

  private static final Logger LOGGER = LoggerFactory.getLogger(Crowd.class);

  private final LogGroup group;
  private final Executor teller;
  private final Shared<Map<LogId, Long>> look;
  private final Set<Member> members = ConcurrentHashMap.newKeySet();
  private final Map<LogId, Long> untold = new ConcurrentHashMap<>();
  private final AtomicBoolean asked = new AtomicBoolean();

  Crowd(LogGroup group, HeadLook look, Executor teller) {
    this.group = group;
    this.teller = teller;
    this.look = new Shared<>(() -> look.at(group::covers));
  }

  /** Each is itself, whatever listener it stands for. */
  static final class Member {
    private final HeadListener listener;

    Member(HeadListener listener) {
      this.listener = listener;
    }
  }

  void add(Member member) {
    members.add(member);
  }

  /** Whether nobody is left. */
  boolean remove(Member member) {
    members.remove(member);
    return members.isEmpty();
  }

  /** The heads of the logs, by a look that begins now or later. */
  CompletionStage<Map<LogId, Long>> heads() {
    return look.run();
  }

  @Override
  public void appended(Block block) {
    moved(block.log(), block.nextOffset());
  }

  @Override
  public void moved(LogId log, long head) {
    if (group.covers(log)) {
      untold.merge(log, head, Math::max);
      if (asked.compareAndSet(false, true)) {
        teller.execute(this::tell);
      }
    }
  }

  private void tell() {
    asked.set(false); // before the news is taken, so that what comes meanwhile is told again
    Map<LogId, Long> news = take();
    for (Member member : members) {
      try {
        member.listener.moved(news);
      } catch (RuntimeException e) {
        LOGGER.error("A listener failed on news of logs {}", news.keySet(), e);
      }
    }
  }

  private Map<LogId, Long> take() {
    Map<LogId, Long> taken = new HashMap<>();
    for (Iterator<Map.Entry<LogId, Long>> all = untold.entrySet().iterator(); all.hasNext(); ) {
      LogId log = all.next().getKey();
      Long head = untold.remove(log);
      if (head != null) {
        taken.put(log, head);
      }
    }
    return taken;
  }
}
