package io.sillok.node.account;

import io.sillok.protocol.SillokModule;
import io.sillok.protocol.entity.EntityType;
import java.util.List;

/** Accounts, with a snapshot each five events and three remembered commands. */
public final class AccountModule implements SillokModule {

  public static final int SNAPSHOT_EVERY = 5;
  public static final int REMEMBERED = 3;

  @Override
  public String name() {
    return "bank";
  }

  @Override
  public String version() {
    return "1.0";
  }

  @Override
  public int protocol() {
    return PROTOCOL;
  }

  @Override
  public List<EntityType<?, ?, ?>> entityTypes() {
    return List.of(
        EntityType.of(
                "account",
                AccountCommand.class,
                AccountEvent.class,
                Account.class,
                new AccountRules())
            .snapshotEvery(SNAPSHOT_EVERY)
            .rememberedCommands(REMEMBERED));
  }
}
