package io.sillok.node.cluster.formation;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.pekko.util.Version;
import org.jspecify.annotations.Nullable;

/** What is deployed, as nodes tell each other and Pekko compares it. */
public final class AppVersion {

  private static final String SECTION = "sillok.node.cluster";
  private static final String SETTING = "app-version";
  private static final String IN_PEKKO = "pekko.cluster.app-version";
  private static final Pattern TEXT = Pattern.compile("[0-9A-Za-z][0-9A-Za-z._+-]{0,127}");

  /** That of a tag such as {@code v1.5.0}; Pekko takes what begins with a letter for a word. */
  private static final Pattern OF_TAG = Pattern.compile("^v(?=[0-9])");

  private AppVersion() {}

  /** {@code config} with what Pekko has to know about it. */
  public static Config in(Config config) {
    return ConfigFactory.parseMap(Map.of(IN_PEKKO, of(config.getConfig(SECTION))))
        .withFallback(config);
  }

  /**
   * As configured, without the {@code v} of a tag.
   *
   * @param cluster {@code sillok.node.cluster}
   * @throws ConfigException if it is none that Pekko can compare
   */
  static String of(Config cluster) {
    String text = cluster.getString(SETTING);
    String version = OF_TAG.matcher(text).replaceFirst("");
    if (!TEXT.matcher(version).matches()) {
      throw invalid(text, null);
    }
    try {
      Version.apply(version);
    } catch (IllegalArgumentException unlike) {
      throw invalid(text, unlike);
    }
    return version;
  }

  /** Whether Pekko takes both for the same, as it does 1.4 and 1.4.0. */
  static boolean same(String one, String other) {
    return Version.apply(one).equals(Version.apply(other));
  }

  private static ConfigException invalid(String text, @Nullable Throwable cause) {
    return new ConfigException.BadValue(
        SECTION + "." + SETTING,
        "must be up to three numbers with dots between them, each at most %d, and what else it has behind - or + and without dots, such as 1.4.0, v1.4.0 or 1.4.0-rc1, or a word without dots, but is '%s'; in Kubernetes it is what follows the first : in the name of the image, so its registry may have no port"
            .formatted(Integer.MAX_VALUE, text),
        cause);
  }
}
