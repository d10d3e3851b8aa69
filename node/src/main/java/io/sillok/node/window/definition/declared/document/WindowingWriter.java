package io.sillok.node.window.definition.declared.document;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.protocol.window.Lateness;
import io.sillok.protocol.window.WindowSpec;
import io.sillok.protocol.window.run.Windowing;
import java.time.ZoneOffset;
import java.util.Locale;

/** Writes windows, how long they wait, and what they tell. */
public final class WindowingWriter {

  static final String UTC = "UTC";

  private WindowingWriter() {}

  /** Adds the members of {@code windowing} to {@code json}. */
  public static void write(Windowing windowing, ObjectNode json) {
    window(windowing.windows(), json.putObject("window"));
    Lateness lateness = windowing.lateness();
    json.put("outOfOrderness", lateness.outOfOrderness().toString());
    json.put("allowedLateness", lateness.allowed().toString());
    lateness.refinement().ifPresent(every -> json.put("refinement", every.toString()));
    json.put("emit", windowing.emit().name().toLowerCase(Locale.ROOT));
  }

  private static void window(WindowSpec windows, ObjectNode json) {
    json.put("kind", kind(windows));
    switch (windows) {
      case WindowSpec.Tumbling tumbling -> json.put("size", tumbling.size().toString());
      case WindowSpec.Hopping hopping ->
          json.put("size", hopping.size().toString()).put("slide", hopping.slide().toString());
      case WindowSpec.Cumulative cumulative ->
          json.put("size", cumulative.size().toString()).put("step", cumulative.step().toString());
      case WindowSpec.Sliding sliding -> json.put("size", sliding.size().toString());
      case WindowSpec.Session session -> {
        json.put("gap", session.gap().toString());
        session.longest().ifPresent(most -> json.put("longest", most.toString()));
      }
      case WindowSpec.Global global -> {}
    }
    if (windows instanceof WindowSpec.Aligned aligned) {
      json.put("offset", aligned.offset().toString());
      json.put("zone", aligned.zone().equals(ZoneOffset.UTC) ? UTC : aligned.zone().getId());
    }
  }

  private static String kind(WindowSpec windows) {
    return switch (windows) {
      case WindowSpec.Tumbling tumbling -> "tumbling";
      case WindowSpec.Hopping hopping -> "hopping";
      case WindowSpec.Cumulative cumulative -> "cumulative";
      case WindowSpec.Sliding sliding -> "sliding";
      case WindowSpec.Session session -> "session";
      case WindowSpec.Global global -> "global";
    };
  }
}
