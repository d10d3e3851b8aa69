package io.sillok.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import io.sillok.node.stream.filter.schema.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Refuses settings that Sillok does not have: one that is misspelt would change nothing, and nobody
 * would notice.
 */
final class UnknownSettings {

  private static final String OURS = "sillok";
  private static final int MOST_TOLD = 5;

  private final Config known;
  private final List<String> paths;

  private UnknownSettings(Config known) {
    this.known = known;
    this.paths =
        known.entrySet().stream()
            .map(Entry::getKey)
            .filter(path -> path.startsWith(OURS + "."))
            .sorted()
            .toList();
  }

  /**
   * @param all settings, with those of the user; other than Sillok's are not looked at, for they
   *     are of libraries or modules
   * @param known those that there are without the user
   * @throws StartException {@code unknown-setting}
   */
  static void refuse(Config all, Config known) {
    UnknownSettings settings = new UnknownSettings(known);
    List<String> unknown =
        all.entrySet().stream()
            .sorted(Entry.comparingByKey())
            .flatMap(entry -> settings.complaint(entry.getKey(), entry.getValue()).stream())
            .toList();
    if (!unknown.isEmpty()) {
      String more =
          unknown.size() > MOST_TOLD ? "; and %d more".formatted(unknown.size() - MOST_TOLD) : "";
      throw new StartException(
          "unknown-setting",
          "There is no setting "
              + unknown.stream().limit(MOST_TOLD).collect(Collectors.joining("; nor "))
              + more,
          null);
    }
  }

  private Optional<String> complaint(String path, ConfigValue value) {
    List<String> names = ConfigUtil.splitPath(path);
    if (!names.getFirst().equals(OURS)) {
      return known.root().containsKey(names.getFirst())
          ? Optional.empty()
          : Spelling.closest(names.getFirst(), List.of(OURS))
              .map(ours ->
                  words(
                      path, value, Optional.of(ours + path.substring(names.getFirst().length()))));
    }
    List<String> walked = new ArrayList<>();
    ConfigObject level = known.root();
    for (String name : names) {
      if (isPassedOn(level)) {
        return Optional.empty();
      }
      ConfigValue next = level.get(name);
      if (next == null) {
        return Optional.of(words(path, value, meant(walked, name, level, names.getLast())));
      }
      if (!(next instanceof ConfigObject inner)) {
        return Optional.empty();
      }
      walked.add(name);
      level = inner;
    }
    return Optional.empty();
  }

  /** Users name what is in it, or Pekko reads it, which has more settings than we give it. */
  private static boolean isPassedOn(ConfigObject level) {
    return level.isEmpty() || level.containsKey("class") || level.containsKey("executor");
  }

  /** One that is spelled alike at the same place, or the same at another place. */
  private Optional<String> meant(
      List<String> walked, String name, ConfigObject level, String last) {
    return Spelling.closest(name, level.keySet())
        .map(alike -> String.join(".", walked) + "." + alike)
        .or(() -> paths.stream().filter(path -> path.endsWith("." + last)).findFirst());
  }

  private static String words(String path, ConfigValue value, Optional<String> meant) {
    return "%s (%s)%s"
        .formatted(
            path,
            value.origin().description(),
            meant.map("; did you mean %s?"::formatted).orElse(", see docs/operations.md"));
  }
}
