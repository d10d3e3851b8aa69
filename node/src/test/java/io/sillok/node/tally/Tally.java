package io.sillok.node.tally;

import io.sillok.node.tally.TallyModule.NumberTold;
import io.sillok.node.tally.TallyModule.OddTold;
import io.sillok.node.tally.TallyModule.Total;
import io.sillok.node.tally.TallyModule.TotalChanged;
import io.sillok.protocol.processor.Incoming;
import io.sillok.protocol.processor.Processing;
import io.sillok.protocol.processor.Processor;
import java.time.Instant;

/** How numbers are added up. */
public class Tally implements Processor<NumberTold, Total> {

  /** Numbers that it cannot bear, unless it was mended. */
  public static final long UNLUCKY = 13;

  /** A number for which it emits what cannot stand. */
  public static final long NAMELESS = 404;

  private final boolean mended;

  public Tally(boolean mended) {
    this.mended = mended;
  }

  @Override
  public Total initial() {
    return new Total(0, 0);
  }

  @Override
  public Processing<Total> process(Total before, Incoming<NumberTold> told) {
    long value = told.event().value();
    if (value == UNLUCKY && !mended) {
      throw new IllegalStateException("13 is unlucky");
    }
    Total after = new Total(before.sum() + value, before.count() + 1);
    String name = value == NAMELESS && !mended ? "" : told.key();
    Processing<Total> kept =
        keep(after)
            .emit(TallyModule.TOTAL_CHANGED, new TotalChanged(name, after.sum(), after.count()));
    return value % 2 == 0 ? kept : kept.emit(TallyModule.ODD_TOLD, new OddTold(value));
  }

  /** A name that is removed has nothing. */
  @Override
  public Processing<Total> remove(Total before, String key, Instant time) {
    return keep(initial()).emit(TallyModule.TOTAL_CHANGED, new TotalChanged(key, 0, 0));
  }
}
