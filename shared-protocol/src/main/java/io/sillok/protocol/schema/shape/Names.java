package io.sillok.protocol.schema.shape;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.sillok.protocol.schema.InvalidModuleException;
import java.util.Locale;
import java.util.regex.Pattern;

/** The names that types have outside Java. */
public final class Names {

  private static final Pattern KEBAB = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private Names() {}

  public static boolean isKebab(String name) {
    return KEBAB.matcher(name).matches();
  }

  /** A name that Avro takes too. */
  public static boolean isPlain(String name) {
    return PLAIN.matcher(name).matches();
  }

  /** The class without its package, for messages: {@code CartEvent.ItemAdded}. */
  public static String of(Class<?> type) {
    String full = type.getTypeName();
    String packageName = type.getPackageName();
    return (packageName.isEmpty() ? full : full.substring(packageName.length() + 1))
        .replace('$', '.');
  }

  /** The kebab-case name of a record: {@code AddItem} is {@code add-item}. */
  public static String ofRecord(Class<?> type) {
    JsonTypeName given = type.getAnnotation(JsonTypeName.class);
    String name = given == null ? ofRecord(type.getSimpleName()) : given.value();
    if (!isKebab(name)) {
      throw new InvalidModuleException(
          "%s is named '%s', which is not kebab case; name it like add-item by @JsonTypeName"
              .formatted(of(type), name));
    }
    return name;
  }

  /** The kebab-case name of a record that is named so in Java or in a schema. */
  public static String ofRecord(String simpleName) {
    return simpleName
        .replaceAll("([a-z0-9])([A-Z])", "$1-$2")
        .replaceAll("([A-Z])([A-Z][a-z])", "$1-$2")
        .replace('_', '-')
        .toLowerCase(Locale.ROOT);
  }
}
