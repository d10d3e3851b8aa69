package io.sillok.node.entity;

import java.util.List;
import java.util.Optional;

/**
 * Some ids of entities, in byte order.
 *
 * @param next the id after which to go on; empty at the end
 */
public record IdPage(List<String> ids, Optional<String> next) {}
