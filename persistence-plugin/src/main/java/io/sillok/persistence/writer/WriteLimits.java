package io.sillok.persistence.writer;

/**
 * Bounds of what a writer holds.
 *
 * @param softBlockBytes a block that has reached it takes no further write, from 1
 * @param hardBlockBytes a single write above it is refused with {@code write-too-large}
 * @param pendingBytes a log with so much waiting refuses more with {@code log-busy}
 * @param rememberedEntities the entities a log whose last sequence number is kept in memory, from 1
 * @param recentBytes what is kept of the blocks appended last, for those who follow; from 0
 */
public record WriteLimits(
    int softBlockBytes,
    int hardBlockBytes,
    long pendingBytes,
    int rememberedEntities,
    long recentBytes) {

  public WriteLimits {
    if (softBlockBytes < 1 || hardBlockBytes < softBlockBytes || pendingBytes < hardBlockBytes) {
      throw new IllegalArgumentException(
          "Write limits must grow from the soft block size to the hard one to the pending bytes, but"
              + " are %d, %d and %d".formatted(softBlockBytes, hardBlockBytes, pendingBytes));
    }
    if (rememberedEntities < 1) {
      throw new IllegalArgumentException(
          "At least 1 entity must be remembered, but it is " + rememberedEntities);
    }
  }
}
