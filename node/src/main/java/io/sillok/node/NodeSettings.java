package io.sillok.node;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The part of {@code sillok.node} in the configuration that the wiring reads itself.
 *
 * @param askTimeout after which an entity that did not answer is given up
 * @param startTimeout in which the partitions must answer at the start
 * @param requestDrain in which requests under way must finish at the stop
 * @param stopTimeout after which a stop is given up
 * @param backupDirectory where backups go that are asked for over HTTP; nothing refuses them
 */
record NodeSettings(
    Duration askTimeout,
    Duration startTimeout,
    Duration requestDrain,
    Duration stopTimeout,
    Optional<Path> backupDirectory) {

  static NodeSettings of(Config config) {
    Config node = config.getConfig("sillok.node");
    return new NodeSettings(
        node.getDuration("ask-timeout"),
        node.getDuration("start-timeout"),
        node.getDuration("request-drain"),
        node.getDuration("stop-timeout"),
        Optional.of(node.getString("backup-directory"))
            .filter(directory -> !directory.isEmpty())
            .map(directory -> Path.of(directory).toAbsolutePath().normalize()));
  }
}
