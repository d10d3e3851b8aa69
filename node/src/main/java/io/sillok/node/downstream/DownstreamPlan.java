package io.sillok.node.downstream;

import io.sillok.node.downstream.effect.Effect;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A downstream that a node is to work at.
 *
 * @param name of the downstream
 * @param text tells it from what it was before, as far as that can be told
 * @param filter which results it takes, in CEL; empty: all
 * @param attempts so often a result is tried
 * @param effect makes what is done with results; called once for each worker
 */
record DownstreamPlan(
    String name, String text, Optional<String> filter, int attempts, Supplier<Effect> effect) {

  /** What queues of downstreams are named. */
  static final String QUEUE_PREFIX = "downstream-";

  /** Its queue on the stream of results. */
  String queue() {
    return QUEUE_PREFIX + name;
  }
}
