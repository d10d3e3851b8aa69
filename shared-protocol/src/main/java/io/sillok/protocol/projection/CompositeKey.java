package io.sillok.protocol.projection;

import java.util.Arrays;
import java.util.stream.Collectors;

/** A key that is made of several values, such as {@code AMS|KL}. */
public final class CompositeKey {

  private CompositeKey() {}

  /** The values with {@code |} between them; where one has that or {@code \}, after a {@code \}. */
  public static String of(Object... values) {
    return Arrays.stream(values)
        .map(value -> String.valueOf(value).replace("\\", "\\\\").replace("|", "\\|"))
        .collect(Collectors.joining("|"));
  }
}
