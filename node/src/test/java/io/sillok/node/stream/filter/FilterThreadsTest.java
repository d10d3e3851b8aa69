package io.sillok.node.stream.filter;

import static io.sillok.node.stream.filter.OrderPlaced.filter;
import static io.sillok.node.stream.filter.OrderPlaced.order;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class FilterThreadsTest {

  private static final int THREADS = 8;
  private static final int EVENTS = 1_000;

  @Test
  void one_filter_serves_many_threads() throws Exception {
    EventFilter filter =
        filter(
            "data.name.matches('^n[0-9]*[02468]$') && data.items.exists(i, i.quantity == data.amount)"
                + " && data.placedAt < timestamp('2026-06-01T00:00:00Z')");
    List<Callable<Integer>> readers = new ArrayList<>();
    for (int reader = 0; reader < THREADS; reader++) {
      int first = reader * EVENTS;
      readers.add(() -> passing(filter, first));
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      for (Future<Integer> passed : threads.invokeAll(readers)) {
        assertThat(passed.get()).isEqualTo(EVENTS / 2);
      }
    }
  }

  private static int passing(EventFilter filter, int first) {
    int passed = 0;
    for (int number = first; number < first + EVENTS; number++) {
      ObjectNode data = ((ObjectNode) order().event().data()).deepCopy();
      data.put("name", "n" + number).put("amount", number);
      data.putArray("items").addObject().put("sku", "x").put("quantity", number);
      if (filter.test(OrderPlaced.event(data))) {
        passed++;
      }
    }
    return passed;
  }
}
