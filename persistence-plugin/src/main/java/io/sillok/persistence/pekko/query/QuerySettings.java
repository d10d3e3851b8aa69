package io.sillok.persistence.pekko.query;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * How a query reads.
 *
 * @param pageSize events or persistence ids read at once, from 1
 * @param pageBytes bytes of logs read at once, from 1
 * @param pollInterval how often a live query looks for what nobody told it of
 */
public record QuerySettings(int pageSize, int pageBytes, Duration pollInterval) {

  /**
   * @param config the plugin's own section
   */
  public static QuerySettings of(Config config) {
    return new QuerySettings(
        config.getInt("page-size"),
        Math.toIntExact(config.getBytes("page-bytes")),
        config.getDuration("poll-interval"));
  }
}
