package io.sillok.node.window;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How far each shard of a projection has told its windows when another version takes over.
 *
 * @param shards in order; a single one says it of all shards
 */
public record HandOvers(List<HandOver> shards) {

  private static final String SEPARATOR = " ";

  public HandOvers {
    if (shards.isEmpty()) {
      throw new IllegalArgumentException("It must be said of one shard at least");
    }
    shards = List.copyOf(shards);
  }

  public HandOver of(int shard) {
    return shards.size() == 1
        ? shards.getFirst()
        : shard < shards.size() ? shards.get(shard) : HandOver.NOTHING;
  }

  /** As far as all shards have come. */
  public HandOver least() {
    return shards.stream().reduce(HandOver::earlier).orElseThrow();
  }

  /** For each shard the one that is farther. */
  public HandOvers later(HandOvers other) {
    List<HandOver> later = new ArrayList<>();
    for (int shard = 0; shard < Math.max(shards.size(), other.shards.size()); shard++) {
      later.add(of(shard).later(other.of(shard)));
    }
    return new HandOvers(later);
  }

  /** Two numbers for each shard. */
  public String text() {
    return shards.stream()
        .flatMap(each -> Stream.of(each.watermark(), each.finals()))
        .map(String::valueOf)
        .collect(Collectors.joining(SEPARATOR));
  }

  /**
   * @param text as {@link #text} gave it
   */
  public static HandOvers parse(String text) {
    String[] times = text.split(SEPARATOR, -1);
    List<HandOver> shards = new ArrayList<>();
    for (int index = 0; index + 1 < times.length; index += 2) {
      shards.add(new HandOver(Long.parseLong(times[index]), Long.parseLong(times[index + 1])));
    }
    return new HandOvers(shards);
  }
}
