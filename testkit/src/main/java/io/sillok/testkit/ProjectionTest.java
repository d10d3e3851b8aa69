package io.sillok.testkit;

import io.sillok.protocol.projection.ProjectionType;
import io.sillok.protocol.schema.ProjectionModel;

/**
 * Tests a projection over the events of its streams:
 *
 * <pre>{@code
 * ProjectionTest<ProductViewed, Viewers> viewers = ProjectionTest.of(Views.VIEWERS);
 *
 * viewers.givenNothing()
 *     .event("product-viewed", "p-1", Instant.parse("2026-03-01T10:00:00Z"), viewed("ann"))
 *     .seal()
 *     .thenTells(...);
 * }</pre>
 *
 * <p>Partitions are taken in in many interleavings, in batches of any size and with crashes in
 * between; all must tell the same. Every event and result that passes through is also written and
 * read as a node would do it. Immutable and thread-safe: one instance serves all tests of a class.
 * Every failure is an {@link AssertionError}.
 */
public final class ProjectionTest<E, R> {

  private static final int PARTITIONS = 3;

  private final ProjectionModel<E, R> model;

  /**
   * @throws io.sillok.protocol.schema.InvalidModuleException as a node would when it loads the
   *     projection
   */
  public static <E, R> ProjectionTest<E, R> of(ProjectionType<E, R> type) {
    return new ProjectionTest<>(ProjectionModel.of(type));
  }

  private ProjectionTest(ProjectionModel<E, R> model) {
    this.model = model;
  }

  /** Streams without events, of three partitions each. */
  public GivenStreams<E, R> givenNothing() {
    return givenPartitions(PARTITIONS);
  }

  /**
   * Streams without events.
   *
   * @param count of the partitions of each, from 1
   */
  public GivenStreams<E, R> givenPartitions(int count) {
    if (count < 1) {
      throw new IllegalArgumentException(
          "A stream has at least 1 partition, but is to have %d".formatted(count));
    }
    return GivenStreams.empty(model, count);
  }
}
