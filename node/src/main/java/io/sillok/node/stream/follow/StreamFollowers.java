package io.sillok.node.stream.follow;

import io.sillok.node.stream.StreamDefinition;
import java.util.concurrent.CompletionStage;

/** Makes followers of streams. Stages fail when the store cannot answer. */
public interface StreamFollowers {

  /**
   * Follows {@code partition} of the stream.
   *
   * @param from the first offset that is read
   * @param wake called, on any thread, when there may be more to read
   */
  StreamFollower follow(String stream, int partition, long from, Runnable wake);

  /** The stream as it is defined now. */
  CompletionStage<StreamDefinition> definition(String stream);

  /** The event at {@code offset}; none if it is not of the stream, or retention has dropped it. */
  CompletionStage<FollowedPage> at(String stream, int partition, long offset);

  /** Where the partition begins and ends now. */
  CompletionStage<Extent> extent(String stream, int partition);

  /**
   * @param first the first offset that is held
   * @param end the one that the next event gets
   */
  record Extent(long first, long end) {}
}
