package io.sillok.loadtests.scale;

import io.sillok.loadtests.ClosedLoop;
import io.sillok.loadtests.Comparison.Sample;
import io.sillok.loadtests.Size;
import io.sillok.loadtests.event.SpreadIds;
import io.sillok.loadtests.http.Answer;
import io.sillok.loadtests.http.HttpConnection;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Commands to products picked at random. */
final class Commanding implements Work {

  static final int PRODUCTS = 1000;

  private static final int TIMES_CONNECTIONS = 4;
  private static final int OK = 200;
  private static final Pattern STOCK = Pattern.compile("\"stock\":(\\d+)");

  private final ScaledCluster cluster;
  private final LongAdder acknowledged = new LongAdder();

  private Commanding(ScaledCluster cluster) {
    this.cluster = cluster;
  }

  /** How many commands are under way for each node. */
  static int connections() {
    return TIMES_CONNECTIONS * Size.connections();
  }

  /** Lists the products. */
  static Commanding prepare(ScaledCluster cluster) throws IOException {
    try (HttpConnection connection = new HttpConnection(cluster.node(0).port())) {
      for (int number = 0; number < PRODUCTS; number++) {
        exchange(
            connection,
            HttpConnection.request(
                "POST",
                path(number) + "/commands/list",
                "{\"name\":\"Tea\",\"price\":\"4.50\",\"stock\":0}"));
      }
    }
    return new Commanding(cluster);
  }

  private static String path(int number) {
    return "/v1/entities/product/" + SpreadIds.of(number);
  }

  private static Answer exchange(HttpConnection connection, byte[] request) throws IOException {
    Answer answer = connection.exchange(request);
    if (answer.status() != OK) {
      throw new IOException("A command was answered " + answer.status() + ": " + answer.text());
    }
    return answer;
  }

  /** Of products that are all awake: those that nobody asked for a while are not. */
  @Override
  public Sample measure() throws IOException, InterruptedException {
    stock();
    return ClosedLoop.measure(
        connections() * cluster.size(),
        number -> new Client(new HttpConnection(cluster.node(number).port()), acknowledged),
        Size.warmUp(),
        Size.measured(),
        cluster.costs());
  }

  /** The stock of all products is what was acknowledged. */
  @Override
  public long verify() throws IOException {
    long stock = stock();
    if (stock != acknowledged.sum()) {
      throw new IOException(
          "%,d commands were acknowledged, but %,d have taken effect"
              .formatted(acknowledged.sum(), stock));
    }
    return stock;
  }

  private long stock() throws IOException {
    long stock = 0;
    try (HttpConnection connection = new HttpConnection(cluster.node(0).port())) {
      for (int number = 0; number < PRODUCTS; number++) {
        Answer answer = exchange(connection, HttpConnection.request("GET", path(number), ""));
        Matcher found = STOCK.matcher(answer.text());
        stock += found.find() ? Long.parseLong(found.group(1)) : 0;
      }
    }
    return stock;
  }

  private record Client(HttpConnection connection, LongAdder acknowledged)
      implements ClosedLoop.Client {

    @Override
    public int step() throws IOException {
      exchange(
          connection,
          HttpConnection.request(
              "POST",
              path(ThreadLocalRandom.current().nextInt(PRODUCTS)) + "/commands/restock",
              "{\"quantity\":1}"));
      acknowledged.increment();
      return 1;
    }

    @Override
    public void close() throws IOException {
      connection.close();
    }
  }
}
