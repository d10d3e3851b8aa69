package io.sillok.persistence.writer;

import io.sillok.persistence.LogId;

/** Carries news of new heads between processes. Called on any thread; returns at once. */
public interface HeadExchange {

  /** For a process that tells nobody. */
  HeadExchange NONE =
      new HeadExchange() {
        @Override
        public void appended(LogId log, long head) {}

        @Override
        public void interestChanged() {}
      };

  /** This process has appended to {@code log}, whose head is {@code head} now. */
  void appended(LogId log, long head);

  /** {@link LogWriters#interest} may say something else now. */
  void interestChanged();
}
