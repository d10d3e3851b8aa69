package io.sillok.node.window.verify;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** SHA-256 over the results of a shard in their order, as their stream keeps them. */
final class ResultDigest {

  private final MessageDigest digest = sha256();
  private long count;

  void add(byte[] avro) {
    count++;
    digest.update(HexFormat.of().formatHex(avro).getBytes(StandardCharsets.UTF_8));
    digest.update((byte) '\n');
  }

  long count() {
    return count;
  }

  /** The digest is used up then. */
  String text() {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Of all shards, in their order. */
  static String of(List<String> shards) {
    MessageDigest all = sha256();
    shards.forEach(each -> all.update(each.getBytes(StandardCharsets.UTF_8)));
    return HexFormat.of().formatHex(all.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }
}
