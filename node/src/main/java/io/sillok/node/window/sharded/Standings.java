package io.sillok.node.window.sharded;

import io.sillok.node.window.ProjectionStanding;
import io.sillok.node.window.ProjectionStanding.ShardStanding;
import io.sillok.node.window.definition.ProjectionDefinition;
import io.sillok.node.window.definition.ProjectionVersion;
import io.sillok.node.window.reading.Counts;
import io.sillok.node.window.shard.ShardAnswer;
import io.sillok.node.window.sharded.ProjectionCatalog.Entry;
import io.sillok.protocol.window.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a projection stands, from how its shards do.
 *
 * @param heads where its inputs end
 */
record Standings(Entry entry, ProjectionDefinition<?> definition, List<Long> heads) {

  /** One that cannot run yet. */
  static ProjectionStanding notReady(Entry entry, ProjectionVersion version, String trouble) {
    return new ProjectionStanding(
        version,
        entry.module(),
        entry.declaration(),
        Optional.empty(),
        Window.BEGINNING,
        0,
        0,
        Counts.NONE,
        List.of(),
        trouble,
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
        lag(answers),
        told,
        counts,
        shards,
        trouble,
        Optional.empty());
  }

  private static ShardStanding standing(int shard, ShardAnswer answer) {
    return switch (answer) {
      case ShardAnswer.Stands stands ->
          new ShardStanding(shard, stands.watermark(), stands.told(), stands.trouble());
      case ShardAnswer.Unavailable(String reason) ->
          new ShardStanding(shard, Window.BEGINNING, 0, reason);
      case ShardAnswer.Found found -> throw new IllegalStateException("Not asked for: " + found);
    };
  }

  private static Counts counts(ShardAnswer answer) {
    return answer instanceof ShardAnswer.Stands stands
        ? new Counts(
            stands.events(), stands.skipped(), stands.rejected(), stands.pairs(), stands.late())
        : Counts.NONE;
  }

  /** Of the slowest shard in each input. */
  private long lag(List<ShardAnswer> answers) {
    long lag = 0;
    for (int input = 0; input < heads.size(); input++) {
      lag += Math.max(0, heads.get(input) - least(answers, input));
    }
    return lag;
  }

  private long least(List<ShardAnswer> answers, int input) {
    if (definition.isInPlace()) {
      return offset(answers.get(input), 0);
    }
    long least = Long.MAX_VALUE;
    for (ShardAnswer answer : answers) {
      least = Math.min(least, offset(answer, input));
    }
    return least;
  }

  private static long offset(ShardAnswer answer, int slot) {
    return answer instanceof ShardAnswer.Stands stands ? stands.offsets().get(slot) : 0;
  }
}
