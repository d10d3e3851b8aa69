package io.sillok.testkit;

import io.sillok.protocol.entity.EntityType;
import io.sillok.protocol.schema.EntityModel;
import java.util.List;

/**
 * Tests the rules of an entity type:
 *
 * <pre>{@code
 * EntityTest<CartCommand, CartEvent, Cart> cart = EntityTest.of(CartRules.CART);
 *
 * cart.given(new CheckedOut(LINES, TOTAL)).when(new CheckOut()).thenRejected("cart-checked-out");
 * }</pre>
 *
 * <p>Every command, event, state and reply that passes through is also written and read as a node
 * would do it, so a test fails early for what could not be kept. Immutable and thread-safe: one
 * instance serves all tests of a class. Every failure is an {@link AssertionError}.
 */
public final class EntityTest<C, E, S> {

  private final EntityModel<C, E, S> model;

  /**
   * @throws io.sillok.protocol.schema.InvalidModuleException as a node would when it loads the type
   */
  public static <C, E, S> EntityTest<C, E, S> of(EntityType<C, E, S> type) {
    return new EntityTest<>(EntityModel.of(type));
  }

  private EntityTest(EntityModel<C, E, S> model) {
    this.model = model;
  }

  /** An entity to which nothing has happened yet. */
  public Given<C, E, S> givenNothing() {
    return given(List.of());
  }

  /** An entity to which {@code events} happened, in this order. */
  @SafeVarargs
  @SuppressWarnings("varargs") // only read, never written to
  public final Given<C, E, S> given(E... events) {
    return given(List.of(events));
  }

  /** An entity to which {@code events} happened, in this order. */
  public Given<C, E, S> given(List<? extends E> events) {
    return Given.of(new RoundTrips<>(model), events);
  }
}
