package io.sillok.loadtests.availability;

import io.sillok.loadtests.Comparison.Sample;
import io.sillok.loadtests.Meter;
import io.sillok.loadtests.faults.call.Calls;
import io.sillok.loadtests.faults.call.Calls.Request;
import io.sillok.loadtests.faults.call.Reply;
import io.sillok.loadtests.faults.workload.Clients;
import io.sillok.loadtests.faults.workload.Site;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * A client for each partition restocks a product of it, again and again, each command under a key
 * of its own and at any node until it is answered, as a client library does.
 */
final class Restocking {

  /** Between an answer and the next command: no gap is measured more finely. */
  static final long PAUSE_MILLIS = 50;

  private static final String PRODUCTS = "/v1/entities/product/";

  private final Site site;
  private final Map<Integer, String> products;
  private final Map<Integer, LongAdder> acknowledged = new ConcurrentHashMap<>();
  private final Clients clients = new Clients();
  private final Meter meter = new Meter();

  private Restocking(Site site, Map<Integer, String> products) {
    this.site = site;
    this.products = new TreeMap<>(products);
  }

  /** Lists products until there is one of each partition, and begins. */
  static Restocking begin(Site site, int partitions) throws IOException, InterruptedException {
    Restocking restocking = new Restocking(site, Products.ofEach(site, partitions));
    restocking.products.forEach((partition, product) -> restocking.begin(partition, product));
    return restocking;
  }

  private void begin(int partition, String product) {
    LongAdder mine = new LongAdder();
    acknowledged.put(partition, mine);
    Calls calls = site.calls();
    clients.start("client of " + product, () -> restock(calls, partition, product, mine));
  }

  private void restock(Calls calls, int partition, String product, LongAdder mine)
      throws InterruptedException {
    long start = System.nanoTime();
    long began = site.timeline().now();
    Reply reply =
        calls.untilAnswered(
            new Request(
                "POST",
                PRODUCTS + product + "/commands/restock",
                "application/json",
                "{\"quantity\":1}",
                Map.of("Idempotency-Key", "\"%s-%d\"".formatted(product, mine.sum()))));
    if (!reply.isGood()) {
      throw new IllegalStateException("Restocking %s was answered %s".formatted(product, reply));
    }
    mine.increment();
    meter.record(start);
    site.timeline().answered(partition, began);
    TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
  }

  /** Forgets what was measured until now. */
  void reset() {
    meter.reset();
  }

  /** Commands and their latencies since the last measurement, as if it began then. */
  Sample since(long startNanos) {
    return meter.since(startNanos);
  }

  /**
   * Says whether each client is still at work.
   *
   * @throws IOException if a command has failed for good
   */
  void requireNoFailure() throws IOException {
    if (!clients.failures().isEmpty()) {
      throw new IOException(
          "%d commands failed for good: %s"
              .formatted(clients.failures().size(), String.join("; ", clients.failures())));
    }
  }

  /**
   * Ends the clients and looks whether each product has been restocked as often as was
   * acknowledged.
   *
   * @return what was looked at, in a sentence
   * @throws IOException if it was not
   */
  String verify() throws IOException, InterruptedException {
    clients.finish();
    requireNoFailure();
    Calls calls = site.calls();
    long all = 0;
    for (Map.Entry<Integer, String> each : products.entrySet()) {
      Reply reply = calls.untilAnswered(Request.get(PRODUCTS + each.getValue()));
      long told = acknowledged.getOrDefault(each.getKey(), new LongAdder()).sum();
      long stock = reply.body().path("state").path("stock").asLong(-1);
      if (stock != told) {
        throw new IOException(
            "%s was restocked %d times, as was acknowledged, but has a stock of %d"
                .formatted(each.getValue(), told, stock));
      }
      all += told;
    }
    return "No command failed for good; each of %,d that were acknowledged has taken effect once, on %d partitions."
        .formatted(all, products.size());
  }
}
