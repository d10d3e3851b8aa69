package io.sillok.node.cli.append;

import io.sillok.node.cli.append.file.Progress.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How a file is appended.
 *
 * @param batch lines that are sent together, from 1
 * @param patience how long to go on without a success
 * @param skipRefused where lines that are refused go; empty if the first of them ends all
 * @param moved whether the node of an earlier run may have had another URL
 */
public record AppendSettings(
    Target target, int batch, Duration patience, Optional<Path> skipRefused, boolean moved) {}
