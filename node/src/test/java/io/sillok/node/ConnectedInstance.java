package io.sillok.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.StreamReader.Feed;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A connected instance of a consumer, and what it was given. */
final class ConnectedInstance implements AutoCloseable {

  final Feed feed;
  private final Set<Integer> partitionsSeen = new HashSet<>();
  private Set<Integer> share = Set.of();
  private String position = "";

  ConnectedInstance(Feed feed) {
    assertThat(feed.status()).isEqualTo(200);
    this.feed = feed;
  }

  static String place(JsonNode event) {
    return event.path("partition") + "/" + event.path("offset");
  }

  /** The next thing that it is given; an event's place, or nothing if it is a share. */
  private String next() throws InterruptedException {
    JsonNode given = feed.next();
    if (given.has("partitions")) {
      share = new HashSet<>();
      given.path("partitions").forEach(partition -> share.add(partition.asInt()));
      return "";
    }
    assertThat(share).as("its share").contains(given.path("partition").asInt());
    partitionsSeen.add(given.path("partition").asInt());
    position = given.path("position").asText();
    return place(given);
  }

  Set<Integer> nextShare() throws InterruptedException {
    while (!next().isEmpty()) {
      // an event
    }
    return share;
  }

  Set<Integer> shareOf(int size) throws InterruptedException {
    while (share.size() != size) {
      next();
    }
    return share;
  }

  /** The places of the next events. */
  Set<String> take(int count) throws InterruptedException {
    Set<String> places = new HashSet<>();
    while (places.size() < count) {
      String place = next();
      if (!place.isEmpty()) {
        assertThat(places.add(place)).as("%s came once", place).isTrue();
      }
    }
    return places;
  }

  /** The places of all of {@code events} that are in {@code partitions}. */
  Set<String> takeAllOf(Set<Integer> partitions, List<JsonNode> events)
      throws InterruptedException {
    Set<String> expected =
        events.stream()
            .filter(event -> partitions.contains(event.path("partition").asInt()))
            .map(ConnectedInstance::place)
            .collect(Collectors.toSet());
    takeUntil(expected);
    return expected;
  }

  /** Takes events until all of {@code places} came. */
  void takeUntil(Set<String> places) throws InterruptedException {
    Set<String> missing = new HashSet<>(places);
    while (!missing.isEmpty()) {
      missing.remove(next());
    }
  }

  Set<Integer> share() {
    return share;
  }

  Set<Integer> partitionsSeen() {
    return partitionsSeen;
  }

  String position() {
    return position;
  }

  boolean isQuiet() {
    return feed.isQuiet();
  }

  @Override
  public void close() throws IOException {
    feed.close();
  }
}
