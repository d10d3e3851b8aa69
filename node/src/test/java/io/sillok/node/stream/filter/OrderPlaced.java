package io.sillok.node.stream.filter;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.protocol.schema.AvroCodec;
import io.sillok.protocol.schema.JsonCodec;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.Schema;

/** An event with a field of each type, as modules have them. */
@SuppressWarnings("ArrayRecordComponent") // Bytes are a type that an event can have.
record OrderPlaced(
    boolean express,
    int amount,
    long total,
    float ratio,
    double weight,
    String name,
    byte[] raw,
    UUID id,
    Instant placedAt,
    LocalDate due,
    Duration patience,
    BigDecimal price,
    BigInteger huge,
    Status status,
    List<String> tags,
    List<Status> history,
    Map<String, Long> counts,
    Address address,
    List<Item> items,
    Payment payment,
    Optional<Integer> discount,
    Optional<Boolean> gift,
    Optional<String> comment,
    Optional<Instant> paidAt,
    Optional<Address> billing,
    Optional<List<String>> notes) {

  enum Status {
    OPEN,
    PAID,
    SHIPPED
  }

  record Address(String city, Optional<String> zip) {}

  record Item(String sku, int quantity, Optional<String> note, Optional<Item> replaces) {}

  sealed interface Payment {}

  record Card(String digits, int year) implements Payment {}

  record Transfer(String account, int year) implements Payment {}

  static final Schema SCHEMA = AvroCodec.of(OrderPlaced.class).schema();
  static final JsonCodec<OrderPlaced> JSON = JsonCodec.of(OrderPlaced.class);

  /** With none of the optional fields. */
  static OrderPlaced order() {
    return new OrderPlaced(
        true,
        7,
        5_000_000_000L,
        0.1f,
        2.5,
        "Ada",
        new byte[] {1, 2},
        UUID.fromString("123e4567-e89b-12d3-a456-426614174000"),
        Instant.parse("2026-03-01T10:00:00.000001Z"),
        LocalDate.parse("2026-04-01"),
        Duration.ofHours(2),
        new BigDecimal("10.10"),
        new BigInteger("100000000000000000000"),
        Status.OPEN,
        List.of("red", "blue"),
        List.of(Status.OPEN),
        Map.of("k", 3L),
        new Address("Seoul", Optional.empty()),
        List.of(
            new Item("x", 2, Optional.empty(), Optional.empty()),
            new Item(
                "y",
                5,
                Optional.of("fragile"),
                Optional.of(new Item("z", 1, Optional.empty(), Optional.empty())))),
        new Card("1234", 2030),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** With all of the optional fields. */
  static OrderPlaced fullOrder() {
    OrderPlaced order = order();
    return new OrderPlaced(
        order.express,
        order.amount,
        order.total,
        order.ratio,
        order.weight,
        order.name,
        order.raw,
        order.id,
        order.placedAt,
        order.due,
        order.patience,
        order.price,
        order.huge,
        order.status,
        order.tags,
        order.history,
        order.counts,
        order.address,
        order.items,
        new Transfer("KR1", 2031),
        Optional.of(10),
        Optional.of(true),
        Optional.of("soon"),
        Optional.of(Instant.parse("2026-03-02T00:00:00Z")),
        Optional.of(new Address("Busan", Optional.of("48000"))),
        Optional.of(List.of("a")));
  }

  FilteredEvent event() {
    return event(JSON.toTree(this));
  }

  static FilteredEvent event(JsonNode data) {
    return new FilteredEvent(
        "order.order-placed",
        Optional.of("o-1"),
        Instant.parse("2026-03-01T10:00:00Z"),
        Instant.parse("2026-03-01T10:00:01Z"),
        3,
        17,
        data);
  }

  static EventFilter filter(String expression) {
    return EventFilter.compile(expression, SCHEMA);
  }
}
