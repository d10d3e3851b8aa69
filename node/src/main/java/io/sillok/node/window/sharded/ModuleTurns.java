package io.sillok.node.window.sharded;

import io.sillok.node.window.HandOvers;
import io.sillok.node.window.Turn;
import io.sillok.node.window.Turns;
import io.sillok.node.window.definition.ProjectionVersion;
import io.sillok.node.window.sharded.ProjectionCatalog.Entry;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins the turns of modules' projections: a module has its present functions only, so its version
 * serves from the start of its node. A node does that once; when others with another version of the
 * module start, it is their turn.
 */
final class ModuleTurns {

  private static final Logger LOGGER = LoggerFactory.getLogger(ModuleTurns.class);

  private final ServingVersions serving;
  private final ToldSoFar told;

  /** By projection, how many turns there were when that of this node had begun. */
  private final ConcurrentMap<String, Integer> begun = new ConcurrentHashMap<>();

  ModuleTurns(ServingVersions serving, ToldSoFar told) {
    this.serving = serving;
    this.told = told;
  }

  /** Whether {@code entry} has the turn in which the version of this node began. */
  boolean hasBegun(Entry entry) {
    Integer turns = begun.get(entry.name());
    return turns != null && entry.turns().turns().size() >= turns;
  }

  /**
   * Begins the turn of {@code entry}'s version, if it is not its turn.
   *
   * @param held so long behind a window's end its last result is due, in microseconds
   */
  CompletionStage<Void> begin(Entry entry, long held) {
    return begin(entry, entry.turns(), held)
        .handle((number, failure) -> {
          if (failure == null) {
            begun.putIfAbsent(entry.name(), number);
          } else {
            LOGGER.warn(
                "It is not known yet where {} begins: {}",
                entry.serves(),
                String.valueOf(failure.getMessage()));
          }
          return null;
        });
  }

  /** The stage tells the number of the turn. */
  private CompletionStage<Integer> begin(Entry entry, Turns turns, long held) {
    int version = entry.serves().number();
    if (turns.last().filter(turn -> turn.version() == version).isPresent()) {
      return CompletableFuture.completedFuture(turns.turns().size());
    }
    int number = turns.turns().size() + 1;
    return since(entry, turns, held)
        .thenCompose(since -> {
          LOGGER.info(
              "The turn of {} begins{}",
              entry.serves(),
              since.map(told -> " behind " + told.text()).orElse(""));
          return serving.begin(entry.serves(), number, since);
        })
        .thenCompose(stands ->
            stands
                ? CompletableFuture.completedFuture(number)
                : serving
                    .all()
                    .thenCompose(
                        all -> begin(entry, all.getOrDefault(entry.name(), Turns.NONE), held)));
  }

  /** Behind all that served before; before turns were recorded, that may be any other. */
  private CompletionStage<Optional<HandOvers>> since(Entry entry, Turns turns, long held) {
    IntStream before =
        turns.last().map(Turn::version).map(IntStream::of).orElseGet(() -> others(entry));
    CompletionStage<Optional<HandOvers>> since =
        CompletableFuture.completedFuture(turns.last().flatMap(Turn::since));
    for (int number : before.toArray()) {
      since =
          told.of(new ProjectionVersion(entry.name(), number), held)
              .thenCombine(
                  since,
                  (one, other) -> Optional.of(other.map(each -> each.later(one)).orElse(one)));
    }
    return since;
  }

  private static IntStream others(Entry entry) {
    return IntStream.rangeClosed(1, entry.newest())
        .filter(number -> number != entry.serves().number());
  }
}
