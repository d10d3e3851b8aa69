package io.sillok.node.cli.append.file;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;

/** What lines are told by from others: their SHA-256, however they end. Not thread-safe. */
public final class LineDigest {

  private final MessageDigest digest;

  public LineDigest() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }

  /** Of {@code lines} alone. */
  public static String of(Collection<Line> lines) {
    LineDigest digest = new LineDigest();
    lines.forEach(digest::add);
    return digest.text();
  }

  public void add(Line line) {
    digest.update(line.bytes());
    digest.update((byte) '\n');
  }

  /** Of the lines so far; more may follow. */
  public String text() {
    try {
      return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
    } catch (CloneNotSupportedException allOfJavasCan) {
      throw new IllegalStateException(allOfJavasCan);
    }
  }
}
