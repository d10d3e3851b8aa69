package io.sillok.testkit;

import io.sillok.protocol.event.EventDefinition;
import io.sillok.protocol.processor.ProcessorType;
import io.sillok.protocol.schema.ProcessorModel;
import io.sillok.protocol.schema.StreamModel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tests the rules of a processor:
 *
 * <pre>{@code
 * ProcessorTest<ProductSold, UnitsSold> milestones = ProcessorTest.of(Milestones.PROCESSOR);
 *
 * milestones.given(sold(9)).when(sold(1)).thenEmits(MILESTONE_REACHED, new MilestoneReached("p-1", 10));
 * }</pre>
 *
 * <p>Every event, state and output that passes through is also written and read as a node would do
 * it, and each event is processed twice, which must give the same. Immutable and thread-safe: one
 * instance serves all tests of a class. Every failure is an {@link AssertionError}.
 */
public final class ProcessorTest<I, S> {

  private final ProcessorModel<I, S> model;

  /**
   * @throws io.sillok.protocol.schema.InvalidModuleException as a node would when it loads the
   *     processor
   */
  public static <I, S> ProcessorTest<I, S> of(ProcessorType<I, S> type) {
    Map<String, StreamModel<?>> streams = new HashMap<>();
    for (EventDefinition<?> output : type.outputs()) {
      streams.put(output.stream(), StreamModel.of(output));
    }
    return new ProcessorTest<>(ProcessorModel.of(type, streams));
  }

  private ProcessorTest(ProcessorModel<I, S> model) {
    this.model = model;
  }

  /** A key that nothing is known of yet. */
  public GivenInput<I, S> givenNothing() {
    return given(List.of());
  }

  /** A key that is in {@code state}, whatever led to it. */
  public GivenInput<I, S> givenState(S state) {
    return GivenInput.in(state, new ProcessorTrips<>(model));
  }

  /** A key about which {@code events} came already, in this order. */
  @SafeVarargs
  @SuppressWarnings("varargs") // only read, never written to
  public final GivenInput<I, S> given(I... events) {
    return given(List.of(events));
  }

  /** A key about which {@code events} came already, in this order. */
  public GivenInput<I, S> given(List<? extends I> events) {
    return new GivenInput<>(new ProcessorTrips<>(model), List.copyOf(events));
  }
}
