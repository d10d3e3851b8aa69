package io.sillok.node.window.shard;

import io.sillok.node.window.reading.LateEvent;
import io.sillok.node.window.reading.RejectedEvent;
import io.sillok.protocol.window.run.WindowResult;
import java.util.List;

/**
 * What a shard has to append.
 *
 * @param first the number of the first result among all of the shard's, from 0; it names them
 */
record Outputs(
    long first, List<WindowResult> results, List<LateEvent> late, List<RejectedEvent> rejected) {

  boolean isEmpty() {
    return results.isEmpty() && late.isEmpty() && rejected.isEmpty();
  }
}
