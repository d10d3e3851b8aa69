package io.sillok.persistence.pekko;

import com.typesafe.config.Config;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.persistence.query.ReadJournalProvider;

/** Makes the read journals that Pekko's {@code PersistenceQuery} asks for. */
public final class SillokReadJournalProvider implements ReadJournalProvider {

  private final SillokReadJournal journal;

  /**
   * @param config the plugin's own section
   */
  public SillokReadJournalProvider(ExtendedActorSystem system, Config config) {
    journal = new SillokReadJournal(system, config);
  }

  @Override
  public SillokScalaReadJournal scaladslReadJournal() {
    return new SillokScalaReadJournal(journal);
  }

  @Override
  public SillokReadJournal javadslReadJournal() {
    return journal;
  }
}
