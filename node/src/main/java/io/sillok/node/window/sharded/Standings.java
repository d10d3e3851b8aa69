package io.sillok.node.window.sharded;

import io.sillok.node.window.ProjectionStanding;
import io.sillok.node.window.ProjectionStanding.InputStanding;
import io.sillok.node.window.ProjectionStanding.ShardStanding;
import io.sillok.node.window.definition.ProjectionDefinition;
import io.sillok.node.window.definition.ProjectionVersion;
import io.sillok.node.window.reading.Counts;
import io.sillok.node.window.shard.ShardAnswer;
import io.sillok.node.window.sharded.ProjectionCatalog.Entry;
import io.sillok.protocol.window.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * How a projection stands, from how its shards do.
 *
 * @param heads where its inputs end
 * @param outdated as {@link ProjectionStanding#outdated} has it
 */
record Standings(
    Entry entry,
    ProjectionDefinition<?> definition,
    List<Long> heads,
    SortedMap<String, String> outdated) {

  /** One that cannot run yet. */
  static ProjectionStanding notReady(Entry entry, ProjectionVersion version, String trouble) {
    return new ProjectionStanding(
        version,
        entry.module(),
        entry.declaration(),
        Optional.empty(),
        Window.BEGINNING,
        List.of(),
        0,
        Counts.NONE,
        List.of(),
        trouble,
        Collections.emptySortedMap(),
        Optional.empty());
  }

  ProjectionStanding of(List<ShardAnswer> answers) {
    List<ShardStanding> shards = new ArrayList<>();
    Counts counts = Counts.NONE;
    long watermark = Window.NEVER;
    long told = 0;
    String trouble = "";
    for (int shard = 0; shard < answers.size(); shard++) {
      ShardStanding standing = standing(shard, answers.get(shard));
      shards.add(standing);
      counts = counts.plus(counts(answers.get(shard)));
      watermark = Math.min(watermark, standing.watermark());
      told += standing.told();
      trouble = trouble.isEmpty() ? standing.trouble() : trouble;
    }
    return new ProjectionStanding(
        definition.version(),
        entry.module(),
        entry.declaration(),
        Optional.of(definition),
        watermark,
        inputs(answers),
        told,
        counts,
        shards,
        trouble,
        outdated,
        Optional.empty());
  }

  private static ShardStanding standing(int shard, ShardAnswer answer) {
    return switch (answer) {
      case ShardAnswer.Stands stands ->
          new ShardStanding(
              shard,
              stands.watermark(),
              stands.standing(),
              stands.told(),
              stands.retells(),
              stands.trouble());
      case ShardAnswer.Unavailable(String reason) ->
          new ShardStanding(shard, Window.BEGINNING, Window.BEGINNING, 0, false, reason);
      case ShardAnswer.Found found -> throw new IllegalStateException("Not asked for: " + found);
    };
  }

  private static Counts counts(ShardAnswer answer) {
    return answer instanceof ShardAnswer.Stands stands
        ? new Counts(
            stands.events(), stands.skipped(), stands.rejected(), stands.pairs(), stands.late())
        : Counts.NONE;
  }

  /** By input, in the order of the projection's. */
  private List<InputStanding> inputs(List<ShardAnswer> answers) {
    int partitions = heads.size() / definition.sources().size();
    List<InputStanding> inputs = new ArrayList<>();
    for (int input = 0; input < heads.size(); input++) {
      String stream = definition.sources().get(input / partitions).stream();
      inputs.add(input(stream, input % partitions, heads.get(input), places(answers, input)));
    }
    return inputs;
  }

  /** Where the shards that read {@code input} are in it. */
  private List<Place> places(List<ShardAnswer> answers, int input) {
    return definition.isInPlace()
        ? List.of(place(answers.get(input), 0))
        : answers.stream().map(answer -> place(answer, input)).toList();
  }

  /** The slowest tells. */
  private static InputStanding input(String stream, int partition, long head, List<Place> places) {
    return new InputStanding(
        stream,
        partition,
        places.stream().mapToLong(Place::next).min().orElse(0),
        head,
        places.stream().mapToLong(Place::eventTime).min().orElse(Window.BEGINNING),
        places.stream().mapToLong(Place::dropped).max().orElse(0));
  }

  private static Place place(ShardAnswer answer, int slot) {
    return answer instanceof ShardAnswer.Stands stands
        ? new Place(
            stands.offsets().get(slot), stands.eventTimes().get(slot), stands.dropped().get(slot))
        : new Place(0, Window.BEGINNING, 0);
  }

  private record Place(long next, long eventTime, long dropped) {}
}
