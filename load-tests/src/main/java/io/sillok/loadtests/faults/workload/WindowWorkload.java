package io.sillok.loadtests.faults.workload;

import io.sillok.client.event.From;
import io.sillok.client.event.StreamEvent;
import io.sillok.client.failure.SillokException;
import io.sillok.client.projection.Projection;
import io.sillok.client.projection.ProjectionDeclaration;
import io.sillok.client.projection.ProjectionDescription;
import io.sillok.client.projection.ProjectionVerification;
import io.sillok.client.projection.WindowResult;
import io.sillok.client.stream.Following;
import io.sillok.loadtests.faults.check.Finding;
import io.sillok.loadtests.faults.check.LoggedEvent;
import io.sillok.loadtests.faults.check.WindowCheck;
import io.sillok.loadtests.faults.check.WindowCheck.Sum;
import io.sillok.loadtests.faults.check.WindowCheck.Told;
import io.sillok.loadtests.faults.check.WindowCheck.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A projection over all that is appended, which tells windows while it is. */
public final class WindowWorkload implements Workload {

  private static final long LEAST_PER_SECOND = 4;
  private static final long FEW = 100;

  private final Site site;
  private final Grouping grouping;
  private final Projection projection;
  private final List<String> refused = new ArrayList<>();
  private @Nullable Following following;
  private long toldMeanwhile;

  public WindowWorkload(Site site, Grouping grouping) {
    this.site = site;
    this.grouping = grouping;
    projection = site.client().projection(grouping.projection());
  }

  @Override
  public void begin() {
    projection.declare(ProjectionDeclaration.of(grouping.declaration()));
    if (grouping == Grouping.PAGE) { // partitions of both would hide those of one that stand still
      following =
          projection.results().follow(From.START, event -> site.timeline().told(event.partition()));
    }
  }

  /** No more events come: all windows that are open can be told. */
  @Override
  public void finish() {
    if (following != null) {
      try {
        following.close();
      } catch (SillokException failure) {
        refused.add("The reader of windows ended: " + failure);
      }
    }
    toldMeanwhile = projection.describe().results();
    site.client().stream(PageViews.STREAM).seal();
  }

  /** So many events are not in windows that were told; at least one until the end was. */
  public long left() {
    try {
      ProjectionDescription description = projection.describe();
      return description.sealed() ? description.lag() : Math.max(1, description.lag());
    } catch (SillokException notNow) {
      return Long.MAX_VALUE;
    }
  }

  /** To be asked for when all is over. */
  public List<Finding> findings(List<LoggedEvent> log) {
    List<Told> told;
    try (Stream<StreamEvent> results = projection.results().read(From.START)) {
      told = results.map(WindowResult::of).map(WindowWorkload::told).toList();
    }
    ProjectionDescription description = projection.describe();
    return List.of(
        WindowCheck.of(
            grouping.projection(), told, grouping.reference(log), site.least(LEAST_PER_SECOND)),
        verified(told.size()),
        new Finding(
            "windows of %s are told while it goes on".formatted(grouping.projection()),
            toldMeanwhile,
            FEW,
            trouble(description)));
  }

  private List<String> trouble(ProjectionDescription description) {
    List<String> trouble = new ArrayList<>(refused);
    description.trouble().ifPresent(trouble::add);
    if (description.late() + description.rejected() > 0) {
      trouble.add(
          "%d events were late and %d rejected, and none can be"
              .formatted(description.late(), description.rejected()));
    }
    return trouble;
  }

  private Finding verified(long told) {
    ProjectionVerification verification = projection.verify(Duration.ofMinutes(2));
    return new Finding(
        "windows of %s that are made anew from the logs are equal".formatted(grouping.projection()),
        verification.results(),
        Math.max(FEW, told),
        verification.equal() ? List.of() : List.of(verification.toString()));
  }

  private static Told told(WindowResult result) {
    return new Told(
        new Window(result.key(), result.start().orElseThrow().toEpochMilli()),
        new Sum(result.count(), result.values().json().path("sum").asLong()));
  }
}
