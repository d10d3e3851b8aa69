package io.sillok.node.account;

/** What an account takes. */
public sealed interface AccountCommand {

  record Deposit(long amount) implements AccountCommand {}

  /** Takes {@code amount} in coins of one each: as many events. */
  record PayOut(int amount) implements AccountCommand {}

  /** Notes {@code text} so many times: as many events. */
  record Note(String text, int times) implements AccountCommand {}

  /** Changes nothing. */
  record Audit() implements AccountCommand {}

  /** Fails in {@code phase}. */
  record Break(Phase phase) implements AccountCommand {}

  /** Where it fails. */
  enum Phase {
    DECIDE,
    NULL_DECISION,
    EVOLVE,
    ENCODE,
    REPLY
  }
}
