package io.sillok.node.window;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.window.definition.kept.ProjectionDeclaring;
import io.sillok.node.window.definition.kept.ProjectionRetiring;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The projections of a cluster. */
public interface Projections {

  /**
   * Declares a projection: a new one, or the next version of what there is if that is another. The
   * version before serves until the next has come as far.
   *
   * @param document as {@code PUT /v1/projections/NAME} takes it
   * @param dryRun whether nothing is done but to find out what would become of it
   */
  CompletionStage<ProjectionDeclaring> declare(
      String projection, JsonNode document, boolean dryRun);

  /** Has a projection that was declared run no more; its streams stay. */
  CompletionStage<ProjectionRetiring> retire(String projection);

  /** How all of them stand, by name. */
  CompletionStage<List<ProjectionStanding>> all();

  /** How {@code projection} stands; nothing if there is none. */
  CompletionStage<Optional<ProjectionStanding>> find(String projection);

  /** Those that serve, as far as this node knows; does not wait. */
  List<ServedProjection> served();

  /** How the shards on this node stood lately; does not wait. */
  List<ShardProgress> progress();

  /**
   * The last results of windows that were told, by end, start and key. The stage fails with {@link
   * ProjectionUnavailableException} where a shard does not answer.
   */
  CompletionStage<WindowPage> windows(WindowQuery query);

  /**
   * What windows that have results to come hold by now, of kind {@code PREVIEW}, as {@link
   * #windows} answers.
   */
  CompletionStage<WindowPage> previews(WindowQuery query);

  /**
   * The windows with the largest values: of the last results that were told, or what windows hold
   * by now in their place. They are in order, those of the same value by key, start and end.
   */
  CompletionStage<WindowPage> top(TopQuery query);

  /**
   * Makes the results of {@code projection} anew in isolation, and compares. It goes on when the
   * stage fails with {@link ProjectionUnavailableException} because it takes long; who asks again
   * gets the outcome. It fails with {@link InputsDroppedException} where the logs do not have any
   * more what the results follow from.
   */
  CompletionStage<ProjectionVerification> verify(String projection);

  /**
   * Which windows are wanted.
   *
   * @param key empty for all
   * @param from they end behind it, in microseconds since 1970
   * @param to and there at most
   * @param after behind this place of an answer before; empty from the start
   * @param limit at most so many, from 1
   */
  record WindowQuery(
      String projection, Optional<String> key, long from, long to, String after, int limit) {}

  /**
   * Which windows have the largest values.
   *
   * @param key empty for all
   * @param from they end behind it, in microseconds since 1970
   * @param to and there at most
   * @param open whether what windows hold by now that have results to come is compared, too
   * @param by their value is this number, as {@link io.sillok.node.window.ranking.Ranking} reads it
   * @param most at most so many, from 1
   */
  record TopQuery(
      String projection,
      Optional<String> key,
      long from,
      long to,
      boolean open,
      String by,
      int most) {}

  /**
   * Some results.
   *
   * @param results each as JSON
   * @param next the place to go on from; empty if there are no more
   * @param shard that has the key that was asked for; empty where all were
   */
  record WindowPage(List<String> results, Optional<String> next, Optional<Integer> shard) {
    public WindowPage {
      results = List.copyOf(results);
    }
  }
}
