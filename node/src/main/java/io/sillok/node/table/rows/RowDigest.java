package io.sillok.node.table.rows;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * SHA-256 over rows in key order: the same wherever, whenever and in whichever store the same
 * events were applied.
 */
public final class RowDigest {

  private final MessageDigest digest = sha256();
  private long rows;

  /** Takes the next row. */
  public void add(Row row) {
    rows++;
    addSized(row.key().getBytes(StandardCharsets.UTF_8));
    addSized(RowCodec.encode(row));
  }

  /** What the rows so far come to; the digest is used up then. */
  public Sum sum() {
    return new Sum(rows, HexFormat.of().formatHex(digest.digest()));
  }

  private void addSized(byte[] bytes) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
    digest.update(bytes);
  }

  /**
   * @param rows how many
   * @param digest in hexadecimal
   */
  public record Sum(long rows, String digest) {

    /** Of a whole table. */
    public static Sum of(List<Sum> partitions) {
      MessageDigest all = sha256();
      partitions.forEach(each -> all.update(each.toString().getBytes(StandardCharsets.UTF_8)));
      return new Sum(
          partitions.stream().mapToLong(Sum::rows).sum(), HexFormat.of().formatHex(all.digest()));
    }

    @Override
    public String toString() {
      return rows + " " + digest + "\n";
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }
}
