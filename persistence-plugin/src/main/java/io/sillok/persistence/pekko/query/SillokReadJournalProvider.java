package io.sillok.persistence.pekko.query;

import com.typesafe.config.Config;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.persistence.Persistence;
import org.apache.pekko.persistence.query.ReadJournalProvider;

/** Makes the read journals that Pekko's {@code PersistenceQuery} asks for. */
public final class SillokReadJournalProvider implements ReadJournalProvider {

  private final SillokReadJournal journal;
  private final Persistence pekko;

  /**
   * @param config the plugin's own section
   */
  public SillokReadJournalProvider(ExtendedActorSystem system, Config config) {
    journal = new SillokReadJournal(system, config);
    pekko = Persistence.get(system);
  }

  @Override
  public SillokScalaReadJournal scaladslReadJournal() {
    return new SillokScalaReadJournal(journal, pekko);
  }

  @Override
  public SillokReadJournal javadslReadJournal() {
    return journal;
  }
}
