package io.sillok.loadtests.gatling;

import static io.gatling.javaapi.core.CoreDsl.exec;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import java.util.function.UnaryOperator;

/**
 * What users do between requests. If it throws, Gatling only logs that, and the user goes on; here
 * it is told, which fails the run.
 */
final class Step {

  private Step() {}

  static ChainBuilder of(Told told, UnaryOperator<Session> step) {
    return exec(session -> {
      try {
        return step.apply(session);
      } catch (RuntimeException failure) {
        told.failed(failure);
        return session.markAsFailed();
      }
    });
  }

  /** The first step of each of {@code users}. */
  static ChainBuilder come(Told told, String users) {
    return of(
        told,
        session -> {
          told.came(users);
          return session;
        });
  }

  /** The last step of those who have done all that they came for. */
  static ChainBuilder leave(Told told, String users) {
    return of(
        told,
        session -> {
          told.left(users);
          return session;
        });
  }
}
