package io.sillok.node.stream.follow;

import java.util.concurrent.CompletionStage;

/** Follows one partition of a stream. One read at a time. */
public interface StreamFollower extends AutoCloseable {

  /**
   * The next events; fewer than {@code limit} do not mean that there are no more. The stage fails
   * when the store cannot answer; then the same is read next.
   *
   * @param limit from 1
   */
  CompletionStage<FollowedPage> read(int limit);

  /** Ends the news. */
  @Override
  void close();
}
