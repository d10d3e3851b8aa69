package io.sillok.node.client;

import io.sillok.client.SillokClient;
import io.sillok.client.entity.CommandResult;
import io.sillok.client.entity.Entity;
import io.sillok.client.event.From;
import io.sillok.client.event.NewEvent;
import io.sillok.client.event.StreamEvent;
import io.sillok.client.failure.RejectedException;
import io.sillok.client.stream.EventStream;
import io.sillok.client.stream.Following;
import io.sillok.client.stream.StreamDeclaration;
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
      Entity cart = client.entity("cart", "c-7");
      CommandResult added = cart.execute("add-item", new AddItem("p-1", 2, new BigDecimal("4.50")));
      System.out.println("The cart is at sequence number " + added.sequenceNumber());
      BigDecimal total = cart.execute("check-out").reply().as(BigDecimal.class);
      System.out.println("It was bought for " + total);
      try {
        cart.execute("add-item", new AddItem("p-2", 1, BigDecimal.TEN));
      } catch (RejectedException rejected) {
        System.out.println(rejected.code() + ": " + rejected.detail());
      }

      EventStream views = client.stream("page-viewed");
      views.declare(PAGE_VIEWED);
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
  }

  private static void print(StreamEvent event) {
    System.out.println(event.key().orElseThrow() + " was viewed: " + event.data());
  }
}
