package io.sillok.node.stream.queue.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.node.stream.queue.Ordering;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever workers, time and crashes do: nothing is lost, and nothing is handed out wrongly. */
class DeliveriesModelTest {

  private static final int STEPS = 400;

  @Property(tries = 200)
  void each_event_is_settled_or_given_up_in_the_end(@ForAll long seed, @ForAll Ordering ordering) {
    DeliveriesModel model = new DeliveriesModel(seed, ordering);
    for (int step = 0; step < STEPS; step++) {
      model.step();
      model.check();
    }
    model.finish();
    model.check();
    assertThat(model.handedOut()).as("events handed out").isPositive();
    assertThat(model.unsettled()).as("events that were lost").isEmpty();
  }
}
