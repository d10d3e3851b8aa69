package io.sillok.loadtests.window;

import io.sillok.loadtests.usage.Usage;
import java.io.IOException;

/** A contender that has the clicks in its log. */
public interface WindowEngine extends AutoCloseable {

  /**
   * What a run took.
   *
   * @param startSeconds until it was running
   * @param seconds from then until all results were durable and could be read
   */
  record Took(double startSeconds, double seconds) {}

  /** Makes the results of {@code shape} from the first click to the last. */
  Took run(WindowShape shape, ResultDigest expected) throws IOException, InterruptedException;

  /**
   * The results of the last run.
   *
   * @param count how many there should be
   */
  ResultDigest results(long count) throws IOException;

  /** What its processes use. */
  Usage usage();

  @Override
  void close() throws IOException;
}
