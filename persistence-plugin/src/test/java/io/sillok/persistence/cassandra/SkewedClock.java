package io.sillok.persistence.cassandra;

import com.datastax.oss.driver.api.core.context.DriverContext;
import com.datastax.oss.driver.api.core.time.TimestampGenerator;
import java.time.Duration;
import java.time.InstantSource;

/** A driver's clock that is an hour ahead, or behind. */
abstract class SkewedClock implements TimestampGenerator {

  static final Duration AHEAD = Duration.ofHours(1);
  static final Duration BEHIND = AHEAD.negated();

  private final Duration skew;

  private SkewedClock(Duration skew) {
    this.skew = skew;
  }

  /** The same for the process itself. */
  static InstantSource process(Duration skew) {
    return InstantSource.offset(InstantSource.system(), skew);
  }

  @Override
  public long next() {
    return (System.currentTimeMillis() + skew.toMillis()) * 1000;
  }

  @Override
  public void close() {}

  /** An hour ahead; the driver makes it. */
  public static final class Ahead extends SkewedClock {
    public Ahead(DriverContext context) {
      super(AHEAD);
    }
  }

  /** An hour behind; the driver makes it. */
  public static final class Behind extends SkewedClock {
    public Behind(DriverContext context) {
      super(BEHIND);
    }
  }
}
