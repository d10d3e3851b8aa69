package io.sillok.node.entity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What an entity holds, against what follows from its events.
 *
 * @param sequenceNumber of the last event in both
 * @param digest SHA-256 of the state that the entity holds, as JSON
 * @param rebuilt the same of all its events folded anew, without a snapshot
 */
public record EntityVerification(long sequenceNumber, String digest, String rebuilt) {

  /**
   * Compares both.
   *
   * @param follows empty if the entity has no events
   */
  public static EntityVerification of(EntitySnapshot stands, Optional<EntitySnapshot> follows) {
    return new EntityVerification(
        stands.sequenceNumber(),
        digest(stands),
        follows.map(EntityVerification::digest).orElse(""));
  }

  public boolean isEqual() {
    return digest.equals(rebuilt);
  }

  private static String digest(EntitySnapshot snapshot) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(
                      "%d %s %s"
                          .formatted(snapshot.sequenceNumber(), snapshot.time(), snapshot.state())
                          .getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("Every Java has SHA-256", missing);
    }
  }
}
