package io.sillok.loadtests.availability;

import io.sillok.client.event.From;
import io.sillok.client.event.StreamEvent;
import io.sillok.loadtests.event.SpreadIds;
import io.sillok.loadtests.faults.call.Calls;
import io.sillok.loadtests.faults.call.Calls.Request;
import io.sillok.loadtests.faults.call.Reply;
import io.sillok.loadtests.faults.workload.Site;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Finds a key of each partition: which one a key is of, only the log tells. */
final class Products {

  private static final int FOR_EACH = 12;

  private Products() {}

  /**
   * Lists so many products that each partition has one.
   *
   * @return a product of each partition, without stock
   * @throws IOException if a partition has none
   */
  static Map<Integer, String> ofEach(Site site, int partitions)
      throws IOException, InterruptedException {
    Calls calls = site.calls();
    for (int number = 0; number < FOR_EACH * partitions; number++) {
      Reply reply =
          calls.untilAnswered(
              new Request(
                  "POST",
                  "/v1/entities/product/%s/commands/list".formatted(SpreadIds.of(number)),
                  "application/json",
                  "{\"name\":\"Tea\",\"price\":\"4.50\",\"stock\":0}",
                  Map.of("Idempotency-Key", "\"list-%d\"".formatted(number))));
      if (!reply.isGood()) {
        throw new IOException("A product was not listed: " + reply);
      }
    }
    Map<Integer, String> products = new TreeMap<>();
    try (Stream<StreamEvent> listed = site.client().stream("product.listed").read(From.START)) {
      listed.forEach(event -> products.putIfAbsent(event.partition(), event.key().orElseThrow()));
    }
    if (products.size() < partitions) {
      throw new IOException(
          "%d products are of %d partitions only, not of all %d"
              .formatted(FOR_EACH * partitions, products.size(), partitions));
    }
    return products;
  }
}
