package io.sillok.persistence.pekko.state;

/** The event that a durable state was deleted. */
enum StateDeleted {
  INSTANCE
}
