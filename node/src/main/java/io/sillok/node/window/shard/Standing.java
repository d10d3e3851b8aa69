package io.sillok.node.window.shard;

/**
 * Where a shard's outputs that are not kept as appended may stand already: an offset of its
 * partition in each of the projection's streams.
 */
record Standing(long results, long late, long rejected) {

  static final Standing START = new Standing(0, 0, 0);
}
