package io.sillok.persistence.pekko.state;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/** The latest revisions that this process knows of, of the states used last. Thread-safe. */
final class KnownRevisions {

  private final Map<String, Long> revisions;

  KnownRevisions(int remembered) {
    revisions =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > remembered;
          }
        };
  }

  synchronized OptionalLong of(String persistenceId) {
    Long known = revisions.get(persistenceId);
    return known == null ? OptionalLong.empty() : OptionalLong.of(known);
  }

  /** The state stands at {@code revision} at least. */
  synchronized void learn(String persistenceId, long revision) {
    revisions.merge(persistenceId, revision, Math::max);
  }

  synchronized void forget(String persistenceId) {
    revisions.remove(persistenceId);
  }
}
