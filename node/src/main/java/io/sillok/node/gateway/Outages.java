package io.sillok.node.gateway;

import io.sillok.node.cluster.partition.CrowdedException;
import io.sillok.node.entity.EntityUnavailableException;
import io.sillok.node.gateway.http.Problem;
import io.sillok.node.gateway.http.Problems;
import io.sillok.node.gateway.processor.ProcessorProblems;
import io.sillok.node.gateway.projection.ProjectionProblems;
import io.sillok.node.gateway.stream.Filters;
import io.sillok.node.gateway.stream.StreamProblems;
import io.sillok.node.gateway.table.TableProblems;
import io.sillok.node.processor.ProcessorUnavailableException;
import io.sillok.node.stream.UnreadableEventException;
import io.sillok.node.stream.filter.OutdatedFilterException;
import io.sillok.node.stream.queue.QueueUnavailableException;
import io.sillok.node.stream.time.StreamTimeUnavailableException;
import io.sillok.node.table.TableUnavailableException;
import io.sillok.node.window.InputsDroppedException;
import io.sillok.node.window.ProjectionUnavailableException;
import io.sillok.persistence.StoreException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** Tells which failures are known, and say so to the client, from defects. */
final class Outages {

  private Outages() {}

  static Optional<Problem> problemOf(Throwable failure) {
    return switch (failure) {
      case StoreException store -> Optional.of(storeFailed(message(store)));
      case EntityUnavailableException unavailable -> unavailable(unavailable);
      case TableUnavailableException table -> Optional.of(TableProblems.unavailable(table));
      case ProcessorUnavailableException processor ->
          Optional.of(ProcessorProblems.unavailable(processor));
      case ProjectionUnavailableException projection ->
          Optional.of(ProjectionProblems.unavailable(projection));
      case InputsDroppedException dropped -> Optional.of(ProjectionProblems.inputsDropped(dropped));
      case QueueUnavailableException queue ->
          Optional.of(
              Problems.unavailable(
                  queue.code(), "The queue cannot answer at present", message(queue)));
      case StreamTimeUnavailableException time -> Optional.of(StreamProblems.timeUnavailable(time));
      case UnreadableEventException unreadable ->
          Optional.of(StreamProblems.unreadable(unreadable));
      case OutdatedFilterException outdated -> Optional.of(Filters.outdated(outdated));
      case CrowdedException crowded ->
          Optional.of(Problems.partitionMoving(message(crowded) + "; nothing was done, ask again"));
      case TimeoutException timeout -> Optional.of(Problems.timeout());
      default -> Optional.empty();
    };
  }

  /** The problem of a node that is not ready, by the code of the reason. */
  static Problem notReady(String code, String message) {
    return switch (code) {
      case "store-failed" -> storeFailed(message);
      case "stopping" -> Problems.stopping();
      default -> Problems.unavailable("not-ready", "The node is not ready", message);
    };
  }

  /** The problem of a node that has not come as far yet. */
  static Problem starting(String message) {
    return notReady("not-ready", message);
  }

  private static Optional<Problem> unavailable(EntityUnavailableException unavailable) {
    return switch (unavailable.code()) {
      case "timeout" -> Optional.of(Problems.timeout());
      case CrowdedException.CODE -> Optional.of(Problems.partitionMoving(message(unavailable)));
      case "upgrading" -> Optional.of(Problems.upgrading(message(unavailable)));
      case "store-failed" -> Optional.of(storeFailed(message(unavailable)));
      case "stopping" -> Optional.of(Problems.stopping());
      case "module-defect" -> Optional.of(EntityProblems.moduleDefect(message(unavailable)));
      default -> Optional.empty();
    };
  }

  private static Problem storeFailed(String message) {
    return Problems.unavailable("store-failed", "The store takes nothing at present", message);
  }

  private static String message(Throwable failure) {
    return Objects.requireNonNullElse(failure.getMessage(), "It gave no reason");
  }
}
