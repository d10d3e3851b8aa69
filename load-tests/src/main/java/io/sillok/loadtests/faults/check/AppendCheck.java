package io.sillok.loadtests.faults.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whether each event that was acknowledged stands once, where it was said to stand. */
public final class AppendCheck {

  private static final String GUARANTEE =
      "each event that was acknowledged stands in the log once, at the place that was told";

  private AppendCheck() {}

  /**
   * @param acknowledged places by id, as they were told
   * @param log all that stands there in the end
   * @param least so many must have been acknowledged
   */
  public static Finding of(Map<String, Place> acknowledged, List<LoggedEvent> log, long least) {
    List<String> violations = new ArrayList<>();
    Map<String, Place> standing = new HashMap<>();
    for (LoggedEvent event : log) {
      Place earlier = standing.putIfAbsent(event.id(), event.place());
      if (earlier != null) {
        violations.add("%s stands twice: %s and %s".formatted(event.id(), earlier, event.place()));
      }
      if (!acknowledged.containsKey(event.id())) {
        violations.add(
            "%s stands at %s, and was never acknowledged".formatted(event.id(), event.place()));
      }
    }
    acknowledged.forEach((id, told) -> {
      if (!told.equals(standing.get(id))) {
        violations.add(
            "%s was acknowledged at %s, and stands at %s"
                .formatted(id, told, standing.containsKey(id) ? standing.get(id) : "no place"));
      }
    });
    return new Finding(GUARANTEE, acknowledged.size(), least, violations);
  }
}
