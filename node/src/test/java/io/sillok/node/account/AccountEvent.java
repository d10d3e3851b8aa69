package io.sillok.node.account;

import java.time.Instant;

/** What happens to an account. */
public sealed interface AccountEvent {

  record Deposited(long amount, Instant at) implements AccountEvent {}

  record CoinTaken() implements AccountEvent {}

  record Noted(String text) implements AccountEvent {}

  /** Cannot be folded. */
  record Broken() implements AccountEvent {}
}
