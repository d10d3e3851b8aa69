package io.sillok.node.entity.journaled;

import io.sillok.protocol.schema.EntityModel;
import io.sillok.protocol.schema.EntityModel.CommandModel;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Tells commands apart in 64 bits: the first ones of SHA-256 over the command's name and JSON. */
public final class CommandDigest {

  private CommandDigest() {}

  /** The digest of {@code command}. */
  public static long of(EntityModel<?, ?, ?> model, Object command) {
    String name = model.nameOf(command);
    MessageDigest digest = sha256();
    digest.update(name.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
    digest.update(json(model, name, command));
    return ByteBuffer.wrap(digest.digest()).getLong();
  }

  /** The command as JSON. */
  @SuppressWarnings("unchecked") // the command of that name is of that record
  public static byte[] json(EntityModel<?, ?, ?> model, String name, Object command) {
    CommandModel<Object> definition = (CommandModel<Object>) model.commands().get(name);
    if (definition == null) {
      throw new IllegalArgumentException(
          "Entity type %s has no command %s".formatted(model.type().name(), name));
    }
    return definition.json().encode(command);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }
}
