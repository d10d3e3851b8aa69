package io.sillok.node.stream.filter.complaint;

import java.util.regex.Pattern;

/** CEL's names of types, as people have them. */
public final class TypeNames {

  private static final Pattern OPTIONAL = Pattern.compile("wrapper\\(([a-z]+)\\)");
  private static final Pattern PARAMETER = Pattern.compile("%[A-Z]\\d*|_var\\d+");

  private TypeNames() {}

  public static String plain(String types) {
    String known =
        types
            .replace("google.protobuf.Timestamp", "timestamp")
            .replace("google.protobuf.Duration", "duration")
            .replace("@", "");
    return PARAMETER.matcher(OPTIONAL.matcher(known).replaceAll("$1")).replaceAll("any");
  }
}
