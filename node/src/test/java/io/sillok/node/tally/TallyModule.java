package io.sillok.node.tally;

import io.sillok.protocol.SillokModule;
import io.sillok.protocol.entity.EntityType;
import io.sillok.protocol.event.EventDefinition;
import io.sillok.protocol.processor.ProcessorType;
import java.util.List;

/** Adds up numbers that are told over HTTP. */
public final class TallyModule implements SillokModule {

  /** The stream that the numbers come from; nobody but the test declares it. */
  public static final String INPUT = "number-told";

  /** The declaration of {@link #INPUT}, with a field that the processor does not read. */
  public static final String DECLARATION =
      """
      {"kind": "entity", "key": "name",
       "schema": {"type": "record", "name": "NumberTold", "fields": [
         {"name": "remark", "type": "string", "default": ""},
         {"name": "name", "type": "string"},
         {"name": "value", "type": "long"}]}}
      """;

  public static final EventDefinition<TotalChanged> TOTAL_CHANGED =
      EventDefinition.keyed("total-changed", TotalChanged.class, "name");
  public static final EventDefinition<OddTold> ODD_TOLD =
      EventDefinition.unkeyed("odd-told", OddTold.class);

  private final Tally tally;
  private final int revision;

  public TallyModule(Tally tally) {
    this(tally, 1);
  }

  /**
   * @param tally the rules
   * @param revision of them
   */
  public TallyModule(Tally tally, int revision) {
    this.tally = tally;
    this.revision = revision;
  }

  /** A number that a name was given. */
  public record NumberTold(String name, long value) {}

  /** The sum of all numbers of a name is {@code total} now, after so many of them. */
  public record TotalChanged(String name, long total, int count) {}

  /** A number was odd. */
  public record OddTold(long value) {}

  /** What is known of a name. */
  public record Total(long sum, int count) {}

  @Override
  public String name() {
    return "tally";
  }

  @Override
  public String version() {
    return "1.0";
  }

  @Override
  public int protocol() {
    return PROTOCOL;
  }

  @Override
  public List<EntityType<?, ?, ?>> entityTypes() {
    return List.of();
  }

  @Override
  public List<EventDefinition<?>> streams() {
    return List.of(TOTAL_CHANGED, ODD_TOLD);
  }

  @Override
  public List<ProcessorType<?, ?>> processors() {
    return List.of(
        ProcessorType.of(
                "totals",
                INPUT,
                NumberTold.class,
                Total.class,
                List.of(TOTAL_CHANGED, ODD_TOLD),
                tally)
            .attempts(2)
            .revision(revision));
  }
}
