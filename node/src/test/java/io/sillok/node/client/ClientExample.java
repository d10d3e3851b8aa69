package io.sillok.node.client;

import io.sillok.client.SillokClient;
import io.sillok.client.consumer.ConsumerRun;
import io.sillok.client.consumer.EventConsumer;
import io.sillok.client.entity.CommandResult;
import io.sillok.client.entity.Entity;
import io.sillok.client.event.From;
import io.sillok.client.event.NewEvent;
import io.sillok.client.event.StreamEvent;
import io.sillok.client.failure.RejectedException;
import io.sillok.client.queue.EventQueue;
import io.sillok.client.queue.QueueSettings;
import io.sillok.client.queue.Workers;
import io.sillok.client.stream.EventStream;
import io.sillok.client.stream.Following;
import io.sillok.client.stream.StreamDeclaration;
import io.sillok.client.table.Row;
import io.sillok.client.table.Rows;
import io.sillok.client.table.Table;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

public final class ClientExample {

  record AddItem(String productId, int quantity, BigDecimal unitPrice) {}

  record PageViewed(String productId, Instant viewedAt, int seconds) {}

  static final StreamDeclaration PAGE_VIEWED =
      StreamDeclaration.keyed(
              """
              {"type": "record", "name": "PageViewed", "fields": [
                {"name": "productId", "type": "string"},
                {"name": "viewedAt", "type": {"type": "long", "logicalType": "timestamp-millis"}},
                {"name": "seconds", "type": "int"}]}
              """)
          .key("productId")
          .eventTime("viewedAt");

  private ClientExample() {}

  public static void main(String... nodes) {
    URI[] addresses = Stream.of(nodes).map(URI::create).toArray(URI[]::new);
    try (SillokClient client = SillokClient.connect(addresses)) {
      shop(client.entity("cart", "c-7"));
      EventStream views = client.stream("page-viewed");
      views.declare(PAGE_VIEWED);
      view(views);
      consume(views.consumer("billing"));
      work(views.queue("emails"));
      look(client.table("cart"));
    }
  }

  private static void shop(Entity cart) {
    CommandResult added = cart.execute("add-item", new AddItem("p-1", 2, new BigDecimal("4.50")));
    System.out.println("The cart is at sequence number " + added.sequenceNumber());
    BigDecimal total = cart.execute("check-out").reply().as(BigDecimal.class);
    System.out.println("It was bought for " + total);
    try {
      cart.execute("add-item", new AddItem("p-2", 1, BigDecimal.TEN));
    } catch (RejectedException rejected) {
      System.out.println(rejected.code() + ": " + rejected.detail());
    }
  }

  private static void view(EventStream views) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS); // as fine as the schema says
    try (Following following = views.follow(From.END, ClientExample::print)) {
      views.append(
          NewEvent.of(new PageViewed("p-1", now, 7)), NewEvent.of(new PageViewed("p-2", now, 9)));
      following.await(Duration.ofSeconds(1));
    }
    try (Stream<StreamEvent> events = views.read(From.START)) {
      int seconds = events.mapToInt(event -> event.as(PageViewed.class).seconds()).sum();
      System.out.println("All pages were viewed for " + seconds + " seconds");
    }
  }

  private static void consume(EventConsumer billing) {
    billing.create(From.START);
    try (ConsumerRun run = billing.run(ClientExample::print)) {
      run.await(Duration.ofSeconds(2));
    }
    System.out.println("Billing has " + billing.describe().lag() + " events to go");
  }

  private static void work(EventQueue emails) {
    emails.create(QueueSettings.STANDARD.from(From.START).maxAttempts(3));
    try (Workers workers = emails.workers(4, item -> print(item.event()))) {
      workers.await(Duration.ofSeconds(2));
    }
    System.out.println("Given up: " + emails.deadLetters().toList());
  }

  private static void look(Table carts) {
    try (Stream<Row> rows = carts.rows(Rows.ALL.prefix("c-"))) {
      rows.forEach(row -> System.out.println(row.key() + " is " + row.value()));
    }
  }

  private static void print(StreamEvent event) {
    System.out.println(event.key().orElseThrow() + " was viewed: " + event.data());
  }
}
