package io.sillok.node;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * The part of {@code sillok.node} in the configuration that the wiring reads itself.
 *
 * @param askTimeout after which an entity that did not answer is given up
 * @param startTimeout in which the partitions must answer at the start
 * @param requestDrain in which requests under way must finish at the stop
 * @param stopTimeout after which a stop is given up
 */
record NodeSettings(
    Duration askTimeout, Duration startTimeout, Duration requestDrain, Duration stopTimeout) {

  static NodeSettings of(Config config) {
    Config node = config.getConfig("sillok.node");
    return new NodeSettings(
        node.getDuration("ask-timeout"),
        node.getDuration("start-timeout"),
        node.getDuration("request-drain"),
        node.getDuration("stop-timeout"));
  }
}
