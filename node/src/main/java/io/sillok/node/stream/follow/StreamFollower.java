package io.sillok.node.stream.follow;

import java.util.concurrent.CompletionStage;

/**
 * Follows one partition of a stream. One read at a time. What was read is read again until it is
 * said to be taken: whatever fails between the two, nothing is left out.
 */
public interface StreamFollower extends AutoCloseable {

  /**
   * The next events behind what was taken; fewer than {@code limit} do not mean that there are no
   * more. The stage fails when the store cannot answer; then the same is read next.
   *
   * @param limit from 1
   */
  CompletionStage<FollowedPage> read(int limit);

  /**
   * Lets go of events that were read, and are not to be read again.
   *
   * @param next the first offset that is still to be read, up to the {@code next} of the last page
   */
  void taken(long next);

  /** Ends the news. */
  @Override
  void close();
}
