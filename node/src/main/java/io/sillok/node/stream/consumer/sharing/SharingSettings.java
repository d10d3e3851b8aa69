package io.sillok.node.stream.consumer.sharing;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.time.Duration;

/**
 * How sessions and their coordinator keep in touch.
 *
 * @param heartbeat how often a session tells its coordinator that it is there
 * @param silence after it, a session stops reading that has not heard of its coordinator
 * @param leftOut how often a session has kept what it has passed and is not for the consumer
 */
public record SharingSettings(Duration heartbeat, Duration silence, Duration leftOut) {

  private static final String HEARTBEAT = "heartbeat";
  private static final String SILENCE = "silence";

  /**
   * @param config {@code sillok.node.streams.consumers}
   * @throws ConfigException.BadValue if silence is over before a heartbeat is heard
   */
  public static SharingSettings of(Config config) {
    if (config.getDuration(HEARTBEAT).compareTo(config.getDuration(SILENCE)) >= 0) {
      throw new ConfigException.BadValue(
          "sillok.node.streams.consumers." + SILENCE,
          "must be longer than %s, several times best".formatted(HEARTBEAT));
    }
    return new SharingSettings(
        config.getDuration(HEARTBEAT),
        config.getDuration(SILENCE),
        config.getDuration("commit-left-out"));
  }

  /**
   * Longer than any session reads that is not heard of; so long a coordinator waits for one, or for
   * a node that does not answer.
   */
  Duration expiry() {
    return silence.plus(heartbeat.multipliedBy(2));
  }
}
