package io.sillok.persistence.pekko;

import java.io.Serializable;
import java.util.Set;
import org.apache.pekko.persistence.journal.EventAdapter;
import org.apache.pekko.persistence.journal.EventSeq;
import org.apache.pekko.persistence.journal.Tagged;

/** Keeps prices in cents, tagged; one of zero is dropped and one above 1000 split when read. */
public final class PriceAdapter implements EventAdapter {

  /** What actors see. */
  record Price(int euros) implements Serializable {}

  /** What the journal keeps. */
  record Cents(int amount) implements Serializable {}

  @Override
  public String manifest(Object event) {
    return "cents-1";
  }

  @Override
  public Object toJournal(Object event) {
    return event instanceof Price(int euros)
        ? new Tagged(new Cents(euros * 100), Set.of("price"))
        : event;
  }

  @Override
  public EventSeq fromJournal(Object event, String manifest) {
    if (!(event instanceof Cents(int amount)) || !manifest.equals("cents-1")) {
      throw new IllegalArgumentException("Not in cents: %s (%s)".formatted(event, manifest));
    }
    int euros = amount / 100;
    if (euros == 0) {
      return EventSeq.empty();
    }
    return euros <= 1000
        ? EventSeq.single(new Price(euros))
        : EventSeq.create(new Price(1000), new Price(euros - 1000));
  }
}
