package io.sillok.loadtests.contender;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.util.List;
import java.util.Set;

/**
 * A journal with its settings, such as {@code ppc-untagged} or {@code sillok-cassandra
 * partitions=8}: a file of settings in {@code contenders}, and settings of {@code
 * sillok.persistence} that differ from it.
 */
public record Contender(String name, List<String> settings) {

  private static final String PATH = "sillok.persistence.";

  public Contender {
    settings = List.copyOf(settings);
  }

  /** What {@code text} names. */
  public static Contender of(String text) {
    List<String> words = List.of(text.split(" ", -1));
    return new Contender(words.getFirst(), words.subList(1, words.size()));
  }

  /** The settings of an actor system. */
  public Config config(Place place) {
    Config own = ConfigFactory.empty();
    for (String setting : settings) {
      own = ConfigFactory.parseString(PATH + setting).withFallback(own);
    }
    return own.withFallback(file(name))
        .withFallback(ConfigFactory.parseMap(place.settings()))
        .withFallback(ConfigFactory.load())
        .resolve();
  }

  private static Config file(String name) {
    return ConfigFactory.parseResources(
        Contender.class.getClassLoader(),
        "contenders/%s.conf".formatted(name),
        ConfigParseOptions.defaults().setAllowMissing(false));
  }

  /** The tags of its events. */
  public Set<String> tags() {
    return name.equals("ppc-untagged") ? Set.of() : Set.of("account");
  }
}
