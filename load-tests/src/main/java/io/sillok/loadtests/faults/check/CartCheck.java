package io.sillok.loadtests.faults.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Whether carts are what their models are, with one event for each command. */
public final class CartCheck {

  private static final String ONCE =
      "a command that was retried took effect once: carts are as their models";
  private static final String CONTIGUOUS = "sequence numbers of entities are contiguous";

  private CartCheck() {}

  /**
   * A cart as it stands.
   *
   * @param quantities by product
   * @param events the sequence numbers of its events, in order
   */
  public record Standing(long sequenceNumber, Map<String, Integer> quantities, List<Long> events) {

    public Standing {
      quantities = Map.copyOf(quantities);
      events = List.copyOf(events);
    }
  }

  /**
   * @param models by cart
   * @param standing by cart; one without events need not be there
   * @param least so many commands must have taken effect
   */
  public static List<Finding> of(
      Map<String, CartModel> models, Map<String, Standing> standing, long least) {
    List<String> different = new ArrayList<>();
    List<String> gaps = new ArrayList<>();
    long commands = 0;
    long events = 0;
    Standing nothing = new Standing(0, Map.of(), List.of());
    for (var entry : new TreeMap<>(models).entrySet()) {
      CartModel model = entry.getValue();
      Standing cart = standing.getOrDefault(entry.getKey(), nothing);
      commands += model.sequenceNumber();
      events += cart.events().size();
      if (cart.sequenceNumber() != model.sequenceNumber()
          || !cart.quantities().equals(model.quantities())) {
        different.add(
            "%s is at %d with %s, and should be at %d with %s"
                .formatted(
                    entry.getKey(),
                    cart.sequenceNumber(),
                    cart.quantities(),
                    model.sequenceNumber(),
                    model.quantities()));
      }
      for (int index = 0; index < cart.events().size(); index++) {
        if (cart.events().get(index) != index + 1) {
          gaps.add(
              "%s has sequence number %d where %d should be"
                  .formatted(entry.getKey(), cart.events().get(index), index + 1));
          break;
        }
      }
      if (cart.events().size() != cart.sequenceNumber()) {
        gaps.add(
            "%s is at %d and has %d events"
                .formatted(entry.getKey(), cart.sequenceNumber(), cart.events().size()));
      }
    }
    return List.of(
        new Finding(ONCE, commands, least, different),
        new Finding(CONTIGUOUS, events, least, gaps));
  }
}
