package io.sillok.node.account;

import io.sillok.node.account.AccountCommand.Audit;
import io.sillok.node.account.AccountCommand.Break;
import io.sillok.node.account.AccountCommand.Deposit;
import io.sillok.node.account.AccountCommand.Note;
import io.sillok.node.account.AccountCommand.PayOut;
import io.sillok.node.account.AccountEvent.Broken;
import io.sillok.node.account.AccountEvent.CoinTaken;
import io.sillok.node.account.AccountEvent.Deposited;
import io.sillok.node.account.AccountEvent.Noted;
import io.sillok.protocol.entity.Context;
import io.sillok.protocol.entity.Decider;
import io.sillok.protocol.entity.Decision;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;

/** The rules of accounts. */
final class AccountRules implements Decider<AccountCommand, AccountEvent, Account> {

  @Override
  public Account initial() {
    return new Account(0, 0);
  }

  @Override
  public Decision<AccountEvent> decide(AccountCommand command, Account account, Context context) {
    return switch (command) {
      case Deposit(var amount) ->
          accept(new Deposited(amount, context.time()))
              .reply(new Receipt(context.newId().toString(), account.balance() + amount));
      case PayOut(var amount) when amount > account.balance() ->
          reject("not-covered", "The balance is only " + account.balance());
      case PayOut(var amount) ->
          accept(Collections.nCopies(amount, new CoinTaken()).toArray(AccountEvent[]::new))
              .reply(new BigDecimal("1.50").multiply(BigDecimal.valueOf(amount)));
      case Note(var text, var times) ->
          accept(Collections.nCopies(times, new Noted(text)).toArray(AccountEvent[]::new));
      case Audit() -> accept().reply(account.balance());
      case Break(var phase) -> fail(phase);
    };
  }

  @Override
  public Account evolve(Account account, AccountEvent event) {
    return switch (event) {
      case Deposited(var amount, var at) ->
          new Account(account.balance() + amount, account.changes() + 1);
      case CoinTaken() -> new Account(account.balance() - 1, account.changes() + 1);
      case Noted(var text) -> new Account(account.balance(), account.changes() + 1);
      case Broken() -> throw new IllegalStateException("evolve fails");
    };
  }

  @SuppressWarnings("NullAway") // a defect that the node has to bear
  private Decision<AccountEvent> fail(AccountCommand.Phase phase) {
    return switch (phase) {
      case DECIDE -> throw new IllegalStateException("decide fails");
      case NULL_DECISION -> null;
      case EVOLVE -> accept(new Deposited(1, Instant.EPOCH), new Broken());
      case ENCODE -> accept(new Deposited(1, Instant.ofEpochSecond(0, 1)));
      case REPLY -> accept(new Deposited(1, Instant.EPOCH)).reply(new Object());
    };
  }

  /** What a deposit is answered with. */
  record Receipt(String id, long balance) {}
}
