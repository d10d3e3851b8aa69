package io.sillok.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.process.QueueLedger.Place;
import io.sillok.node.process.QueueLedger.Settling;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/**
 * A worker that acks most items, gives some back, rejects some, asks for more time for some, and
 * forgets some as one does that was killed.
 */
final class QueueWorker implements Callable<Long> {

  private static final int MOST = 10;

  private final String queue;
  private final Random random;
  private final Whereabouts whereabouts;
  private final QueueLedger ledger;
  private final AtomicBoolean careful;
  private Optional<NodeProcess> node = Optional.empty();

  /**
   * @param queue its path
   * @param careful whether it only acks from now on
   */
  QueueWorker(
      String queue, long seed, Whereabouts whereabouts, QueueLedger ledger, AtomicBoolean careful) {
    this.queue = queue;
    this.random = new Random(seed);
    this.whereabouts = whereabouts;
    this.ledger = ledger;
    this.careful = careful;
  }

  /** Goes on until there will be no node any more; answers how many items it forgot. */
  @Override
  public Long call() throws InterruptedException {
    long forgotten = 0;
    node = whereabouts.after(node);
    while (node.isPresent()) {
      try {
        forgotten += work(node.get());
      } catch (IOException lost) {
        if (!node.get().isAlive()) {
          node = whereabouts.after(node);
        }
      }
    }
    return forgotten;
  }

  private int work(NodeProcess present) throws IOException {
    long asked = ledger.tick();
    Answer answer =
        present.send(
            "POST",
            queue + "/receive",
            "{\"max\": %d, \"wait\": \"PT0.5S\"}".formatted(random.nextInt(1, MOST)));
    assertThat(answer.status()).as("%s", answer).isIn(200, 503);
    Map<Doing, Map<String, Place>> toDo = new LinkedHashMap<>();
    int forgotten = 0;
    for (JsonNode item : answer.body().path("items")) {
      Place place = Place.of(item.path("event"));
      ledger.given(place, item.path("attempt").asInt(), asked);
      List<Doing> doings = careful.get() ? List.of(Doing.ACK) : choose();
      forgotten += doings.isEmpty() ? 1 : 0;
      for (Doing doing : doings) {
        toDo.computeIfAbsent(doing, none -> new LinkedHashMap<>())
            .put(item.path("receipt").asText(), place);
      }
    }
    for (Doing doing : Doing.values()) {
      if (toDo.containsKey(doing)) {
        settle(present, doing, toDo.get(doing));
      }
    }
    return forgotten;
  }

  private enum Doing {
    EXTEND("extend", "\"lease\": \"PT3S\", ", Optional.empty()),
    NACK("nack", "\"delay\": \"PT0.05S\", \"reason\": \"Not now\", ", Optional.empty()),
    REJECT("reject", "\"reason\": \"Never\", ", Optional.of(Settling.REJECT)),
    ACK("ack", "", Optional.of(Settling.ACK));

    private final String path;
    private final String members;
    private final Optional<Settling> settles;

    Doing(String path, String members, Optional<Settling> settles) {
      this.path = path;
      this.members = members;
      this.settles = settles;
    }
  }

  private List<Doing> choose() {
    int chance = random.nextInt(100);
    if (chance < 65) {
      return List.of(Doing.ACK);
    } else if (chance < 75) {
      return List.of(Doing.NACK);
    } else if (chance < 78) {
      return List.of(Doing.REJECT);
    } else if (chance < 95) {
      return List.of(Doing.EXTEND, Doing.ACK);
    }
    return List.of();
  }

  private void settle(NodeProcess present, Doing doing, Map<String, Place> items)
      throws IOException {
    doing.settles.ifPresent(what -> items.values().forEach(place -> ledger.asks(what, place)));
    Answer answer =
        present.send(
            "POST",
            queue + "/" + doing.path,
            items.keySet().stream()
                .map(receipt -> '"' + receipt + '"')
                .collect(Collectors.joining(",", "{" + doing.members + "\"receipts\": [", "]}")));
    assertThat(answer.status()).as("%s", answer).isIn(200, 207, 409, 503);
    if (answer.status() < 300) {
      List<Place> done = new ArrayList<>();
      for (JsonNode result : answer.body().path("results")) {
        assertThat(result.path("status").asText()).isIn(doing.path + "ed", "expired", "settled");
        if (result.path("status").asText().equals(doing.path + "ed")) {
          done.add(Objects.requireNonNull(items.get(result.path("receipt").asText())));
        }
      }
      doing.settles.ifPresent(what -> done.forEach(place -> ledger.confirms(what, place)));
    }
  }
}
