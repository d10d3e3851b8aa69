package io.sillok.node.table.partition;

import io.sillok.node.table.partition.TableMessage.Question;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Questions that wait for the table to come far enough. */
final class WaitingQuestions {

  private static final int MOST = 10_000;

  private final Set<Question> waiting = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Whether there was room for it. */
  boolean add(Question question) {
    return waiting.size() < MOST && waiting.add(question);
  }

  /** Takes it out; whether it was there. */
  boolean remove(Question question) {
    return waiting.remove(question);
  }

  /** Takes those out that are {@code ready}, and has each answered. */
  void take(Predicate<Question> ready, Consumer<Question> answer) {
    List<Question> taken = waiting.stream().filter(ready).toList();
    waiting.removeIf(ready);
    taken.forEach(answer);
  }
}
