package io.sillok.persistence.reader;

import static io.sillok.persistence.contract.Samples.block;
import static io.sillok.persistence.contract.Samples.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.persistence.Block;
import io.sillok.persistence.LogId;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class LogTailTest {

  private static final LogId LOG = new LogId("cart", 0);

  enum Who {
    THIS_PROCESS,
    ANOTHER_THAT_TELLS,
    ANOTHER_THAT_DOES_NOT
  }

  /** A block is appended; after that the reader may read up to {@code reads} times. */
  record Step(Who who, boolean wanted, int reads) {}

  /** A log, and a reader of it that reads as long as it has something to read. */
  private static final class Model {
    final List<Block> log = new ArrayList<>();
    final List<Block> seen = new ArrayList<>();
    final LogTail tail = new LogTail(LogTailTest::isWanted);
    long cursor;
    int asked;

    void read() {
      tail.pass(cursor);
      OptionalLong next = tail.next();
      if (next.isEmpty()) {
        return;
      }
      asked++;
      List<Block> blocks =
          log.stream().filter(block -> block.firstOffset() >= next.getAsLong()).limit(2).toList();
      if (blocks.isEmpty()) {
        tail.foundNothing();
      } else {
        cursor = blocks.getLast().nextOffset();
        blocks.stream().filter(LogTailTest::isWanted).forEach(seen::add);
      }
    }

    long head() {
      return log.isEmpty() ? 0 : log.getLast().nextOffset();
    }

    List<Block> wanted() {
      return log.stream().filter(LogTailTest::isWanted).toList();
    }
  }

  @Property
  void every_wanted_block_is_seen_once_in_order_whoever_appends(@ForAll("steps") List<Step> steps) {
    Model model = new Model();
    for (Step step : steps) {
      append(model, step);
      for (int read = 0; read < step.reads(); read++) {
        model.read();
      }
    }
    model.tail.moved(model.head()); // what somebody finds who looks
    for (int read = 0; read <= steps.size(); read++) {
      model.read();
    }
    assertThat(model.seen).isEqualTo(model.wanted());
  }

  @Property
  void what_was_told_is_seen_without_a_look(@ForAll("steps") List<Step> steps) {
    Model model = new Model();
    for (Step step : steps) {
      append(model, new Step(step.who(), step.wanted(), 0));
    }
    model.tail.moved(model.head());
    for (int read = 0; read <= steps.size(); read++) {
      model.read();
    }
    assertThat(model.seen).isEqualTo(model.wanted());
  }

  @Provide
  static Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.of(Who.class),
            Arbitraries.of(true, false),
            Arbitraries.integers().between(0, 3))
        .as(Step::new)
        .list()
        .ofMaxSize(30);
  }

  private static void append(Model model, Step step) {
    long head = model.head();
    Block block = step.wanted() ? block(LOG, head, event("cart|1", head + 1)) : block(LOG, head);
    model.log.add(block);
    boolean told =
        switch (step.who()) {
          case THIS_PROCESS -> model.tail.appended(block);
          case ANOTHER_THAT_TELLS -> model.tail.moved(block.nextOffset());
          case ANOTHER_THAT_DOES_NOT -> true;
        };
    assertThat(told || !step.wanted()).isTrue();
  }

  private static boolean isWanted(Block block) {
    return !block.events().isEmpty();
  }

  @Test
  void at_a_head_that_was_heard_of_nothing_is_asked_until_it_has_moved() {
    Model model = new Model();
    append(model, new Step(Who.THIS_PROCESS, true, 0));
    model.read();
    model.read();
    model.read();
    assertThat(model.asked).isEqualTo(2);
    append(model, new Step(Who.ANOTHER_THAT_DOES_NOT, true, 0));
    model.read();
    assertThat(model.asked).isEqualTo(2);
    model.tail.moved(model.head());
    model.read();
    assertThat(model.asked).isEqualTo(3);
    assertThat(model.seen).hasSize(2);
  }

  @Test
  void reads_ask_whatever_was_heard_until_one_finds_nothing() {
    LogTail tail = new LogTail(block -> true);
    tail.pass(7);
    tail.moved(7);
    assertThat(tail.next()).hasValue(7);
    tail.foundNothing();
    assertThat(tail.next()).isEmpty();
  }
}
