package io.sillok.persistence.pekko.query;

/** How far a query has come, whether or not anything was wanted on the way. */
public record PassedPlace(Position position) implements Passed {}
