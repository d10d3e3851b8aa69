package io.sillok.protocol.design;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.protocol.schema.AvroCodec;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventDesignTest {

  enum Level {
    LOW,
    HIGH
  }

  record Line(String productId, int quantity, BigDecimal unitPrice) {}

  record OrderPlaced(
      String customerId, Instant placedAt, Level level, List<Line> lines, BigDecimal total) {}

  record Priced(@Exempt(rule = "number-as-string", reason = "digits as printed") String price) {}

  record Mispriced(@Exempt(rule = "number-as-string", reason = " ") String price) {}

  @Exempt(rule = "past-tense", reason = "the trade calls it so")
  record Sale(@Exempt(rule = "no-such-rule", reason = "by mistake") int quantity) {}

  record Outer(List<Part> parts) {}

  record Part(Optional<String> status) {}

  @Test
  void a_well_designed_event_breaks_no_rule() {
    assertThat(EventDesign.check(AvroCodec.of(OrderPlaced.class).schema())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          quantity     | "string"                                          | number-as-string
          total_amount | ["null", "string"]                                | number-as-string
          phoneNumber  | "string"                                          |
          flightNumber | "string"                                          |
          quantity     | "int"                                             |
          isPaid       | "int"                                             | boolean-as-int
          cancelled    | "long"                                            | boolean-as-int
          has-children | "string"                                          | boolean-as-int
          isPaid       | "boolean"                                         |
          island       | "string"                                          |
          departedAt   | "string"                                          | time-as-string
          departedAt   | "long"                                            | time-as-string
          departedAt   | {"type": "long", "logicalType": "timestamp-micros"} |
          dueDate      | "string"                                          | time-as-string
          flat         | "string"                                          |
          status       | "string"                                          | enum-as-string
          orderStatus  | ["null", "string"]                                | enum-as-string
          estate       | "string"                                          |
          unitPrice    | "double"                                          | no-floating-money
          amount       | "float"                                           | no-floating-money
          totalDistance | "double"                                         |
          temperature  | "double"                                          |
          """)
  void the_type_of_a_field_is_as_narrow_as_the_fact(String name, String type, String rule) {
    String plain = name.replace("-", "_");
    List<Finding> findings =
        EventDesign.check(
            event("ItemAdded", "{\"name\": \"%s\", \"type\": %s}".formatted(plain, type)));

    if (rule == null) {
      assertThat(findings).isEmpty();
    } else {
      assertThat(findings)
          .singleElement()
          .satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo(rule);
            assertThat(finding.field()).isEqualTo(plain);
            assertThat(finding.pointer()).isEqualTo("/fields/0");
            assertThat(finding.isError()).isTrue();
          });
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ItemAdded,true",
    "order_placed,true",
    "FundsWithdrawn,true",
    "PaymentSent,true",
    "Departed,true",
    "PlaceOrder,false",
    "Feed,false",
    "Temperature,false"
  })
  void events_are_named_in_the_past_tense(String name, boolean past) {
    List<Finding> findings = EventDesign.check(event(name, field("note", "\"string\"")));
    assertThat(findings.stream().map(Finding::rule).toList())
        .isEqualTo(past ? List.of() : List.of("past-tense"));
    assertThat(findings).noneMatch(Finding::isError);
  }

  @Test
  void an_event_serves_one_purpose() {
    String some = field("some", "[\"null\", \"int\"]");
    String other = field("other", "[\"null\", \"int\"]");
    String another = field("another", "[\"null\", \"int\"]");
    String fact = field("fact", "\"int\"");
    Schema kinds = event("Happened", field("eventType", "\"int\""), some, other);
    assertThat(rules(kinds)).containsExactly("single-purpose");
    assertThat(rules(event("Happened", fact, some, other, another)))
        .containsExactly("single-purpose");
    assertThat(rules(event("Happened", fact, some, other))).isEmpty();
    assertThat(rules(event("Happened", field("eventType", "\"int\""), fact))).isEmpty();
  }

  @Test
  void an_event_tells_the_whole_truth() {
    String id = field("productId", "\"string\"");
    String link = field("detailsUrl", "\"string\"");
    assertThat(rules(event("ProductChanged", id))).containsExactly("whole-truth");
    assertThat(rules(event("ProductListed", id, link))).containsExactly("whole-truth");
    assertThat(rules(event("ItemRemoved", id))).isEmpty();
    assertThat(rules(event("ProductListed", id, link, field("name", "\"string\"")))).isEmpty();
    assertThat(rules(event("CheckedOut"))).isEmpty();
  }

  @Test
  void an_event_of_a_declared_stream_stands_by_itself() {
    String id = field("signal", "\"string\"");
    String note = field("note", "\"string\"");
    assertThat(EventDesign.checkDeclared(event("CheckedOut"), Optional.empty()))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.rule()).isEqualTo("whole-truth");
          assertThat(finding.isError()).isTrue();
        });
    assertThat(EventDesign.checkDeclared(event("SignalSent", id), Optional.of("signal")))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.rule()).isEqualTo("whole-truth");
          assertThat(finding.isError()).isFalse();
        });
    assertThat(
            EventDesign.checkDeclared(
                event("SignalSent", field("signalId", "\"string\"")), Optional.empty()))
        .singleElement()
        .satisfies(finding -> assertThat(finding.isError()).isFalse());
    assertThat(EventDesign.checkDeclared(event("SignalSent", id, note), Optional.of("signal")))
        .isEmpty();
    Schema exempt = event("SignalSent", id);
    exempt.addProp("sillok.exempt", Map.of("whole-truth", "that it came is all there is"));
    assertThat(EventDesign.checkDeclared(exempt, Optional.of("signal"))).isEmpty();
  }

  @Test
  void a_stream_has_one_definition() {
    Schema one = event("Departed", field("gate", "\"string\""));
    Schema other = event("Landed", field("gate", "\"string\""));
    assertThat(rules(Schema.createUnion(one, other))).containsExactly("one-definition");
    assertThat(rules(Schema.create(Schema.Type.STRING))).containsExactly("one-definition");
    assertThat(EventDesign.checkSame(one, other)).isPresent();
    assertThat(EventDesign.checkSame(one, event("Departed"))).isEmpty();
  }

  @Test
  void fields_within_fields_are_found() {
    assertThat(EventDesign.check(AvroCodec.of(Outer.class).schema()))
        .filteredOn(finding -> finding.rule().equals("enum-as-string"))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.field()).isEqualTo("parts.status");
          assertThat(finding.pointer()).isEqualTo("/fields/0/type/items/fields/0");
        });
  }

  @Test
  void a_record_within_itself_is_looked_at_once() {
    Schema tree =
        event(
            "Grown",
            field("status", "\"string\""),
            field("children", "{\"type\": \"array\", \"items\": \"Grown\"}"));
    assertThat(rules(tree)).containsExactly("enum-as-string");
  }

  @Test
  void an_exemption_needs_a_rule_and_a_reason() {
    assertThat(EventDesign.check(AvroCodec.of(Priced.class).schema())).isEmpty();
    assertThat(rules(AvroCodec.of(Mispriced.class).schema()))
        .containsExactly("number-as-string", "exemption");
    assertThat(rules(AvroCodec.of(Sale.class).schema())).containsExactly("exemption");
  }

  @Test
  void an_exemption_does_not_change_what_the_bytes_mean() {
    record Plain(String price) {}
    assertThat(AvroCodec.of(Priced.class).schema().getField("price").getObjectProp("sillok.exempt"))
        .isNotNull();
    assertThat(AvroCodec.of(Plain.class).schema().getField("price").getObjectProp("sillok.exempt"))
        .isNull();
  }

  private static List<String> rules(Schema event) {
    return EventDesign.check(event).stream().map(Finding::rule).toList();
  }

  private static String field(String name, String type) {
    return "{\"name\": \"%s\", \"type\": %s}".formatted(name, type);
  }

  private static Schema event(String name, String... fields) {
    return new Schema.Parser()
        .parse(
            "{\"type\": \"record\", \"name\": \"%s\", \"fields\": [%s]}"
                .formatted(name, String.join(",", fields)));
  }
}
