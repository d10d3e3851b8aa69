package io.sillok.node.window.verify;

import java.util.List;

/**
 * How far logs are read: so far that all shards have told what follows.
 *
 * @param offsets by input
 */
public record Cut(List<Long> offsets) {

  public Cut {
    offsets = List.copyOf(offsets);
  }

  long end(int input) {
    return offsets.get(input);
  }
}
