package io.sillok.protocol.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.protocol.entity.Upcaster;
import io.sillok.protocol.event.EventDefinition;
import io.sillok.protocol.event.EventKind;
import io.sillok.protocol.schema.declared.DeclaredCodec;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** Events of a declared stream that are read through upcasters. */
final class UpcastStreamsTest {

  record FeePaid(String id, long cents, String currency, Instant paidAt) {}

  record First(String id, int euros, Instant paidAt) {}

  record Second(String id, long cents, Instant paidAt) {}

  /** The present version, read by the next one. */
  record Next(String id, long cents, String currency, Instant paidAt, Optional<String> remark) {}

  record Other(String id) {}

  record Charactered(char letter) {}

  sealed interface Cases {
    record One(int count) implements Cases {}
  }

  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
  private static final AvroCodec<First> FIRST = AvroCodec.of(First.class);
  private static final AvroCodec<Second> SECOND = AvroCodec.of(Second.class);
  private static final byte[] THREE_EUROS = FIRST.encode(new First("f", 3, NOON));
  private static final EventDefinition<FeePaid> PLAIN =
      EventDefinition.keyed("fee-paid", FeePaid.class, "id").at("paidAt");
  private static final EventDefinition<FeePaid> UPCASTING =
      PLAIN
          .upcasting(
              First.class,
              first -> new FeePaid(first.id(), first.euros() * 100L, "EUR", first.paidAt()))
          .upcasting(First.class, first -> new FeePaid("never", 0, "", first.paidAt()))
          .upcasting(
              Second.class,
              second -> new FeePaid(second.id(), second.cents(), "EUR", second.paidAt()));

  private static DeclaredCodec codec(EventDefinition<?> definition) {
    StreamModel<?> model = StreamModel.of(definition);
    return model.declared().upcasting(model.earlier());
  }

  @Test
  void earlier_versions_are_read_through_the_first_upcaster_that_fits() {
    DeclaredCodec codec = codec(UPCASTING);
    byte[] second = SECOND.encode(new Second("s", 7, NOON));

    assertThat(codec.decode(THREE_EUROS, FIRST.schema()))
        .hasToString(
            "{\"id\":\"f\",\"cents\":300,\"currency\":\"EUR\",\"paidAt\":\"2026-01-31T12:00:00Z\"}");
    assertThat(codec.decode(second, SECOND.schema()).path("cents").asInt()).isEqualTo(7);
    assertThat(codec.present(THREE_EUROS, FIRST.schema()))
        .isEqualTo(AvroCodec.of(FeePaid.class).encode(new FeePaid("f", 300, "EUR", NOON)));
    for (Schema earlier : List.of(FIRST.schema(), SECOND.schema())) {
      assertThat(codec.upcasts(new Schema.Parser().parse(earlier.toString()))).isTrue();
      assertThat(codec.unreadable(earlier)).isEmpty();
      assertThat(StreamModel.of(UPCASTING).declared().unreadable(earlier)).isPresent();
    }
  }

  @Test
  void present_and_other_versions_are_not_upcast() {
    DeclaredCodec codec = codec(UPCASTING);
    AvroCodec<FeePaid> present = AvroCodec.of(FeePaid.class);
    byte[] paid = present.encode(new FeePaid("p", 1, "USD", NOON));

    assertThat(codec.upcasts(codec.schema())).isFalse();
    assertThat(codec.upcasts(new Schema.Parser().parse(codec.schema().toString()))).isFalse();
    assertThat(codec.upcasts(AvroCodec.of(Other.class).schema())).isFalse();
    assertThat(codec.unreadable(AvroCodec.of(Other.class).schema())).isPresent();
    assertThat(codec.decode(paid, present.schema()).path("currency").asText()).isEqualTo("USD");
  }

  @Test
  void a_next_version_that_reads_the_present_one_reads_what_was_upcast_to_that() {
    DeclaredCodec next = DeclaredCodec.of(AvroCodec.of(Next.class).schema());
    DeclaredCodec upcasting = next.upcasting(StreamModel.of(UPCASTING).earlier());

    assertThat(upcasting.decode(THREE_EUROS, FIRST.schema()).path("cents").asInt()).isEqualTo(300);
    DeclaredCodec other = DeclaredCodec.of(AvroCodec.of(First.class).schema());
    assertThat(other.upcasting(StreamModel.of(UPCASTING).earlier()))
        .as("it cannot read fees")
        .isSameAs(other);
  }

  @Test
  void an_upcaster_that_fails_makes_an_event_unreadable_and_tells_of_no_outage() {
    EventDefinition<FeePaid> throwing =
        PLAIN.upcasting(
            First.class,
            first -> {
              throw sneaky(new IOException("no luck"));
            });
    assertThatThrownBy(() -> codec(throwing).decode(THREE_EUROS, FIRST.schema()))
        .isInstanceOf(CodecException.class)
        .hasMessage(
            "The upcaster of UpcastStreamsTest.First to UpcastStreamsTest.FeePaid throws java.io.IOException: no luck; it must take all that was ever recorded")
        .cause()
        .isNotInstanceOf(IOException.class)
        .hasCauseInstanceOf(IOException.class);
    assertThatThrownBy(() ->
            codec(PLAIN.upcasting(First.class, UpcastStreamsTest::forever))
                .decode(THREE_EUROS, FIRST.schema()))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("throws java.lang.StackOverflowError");
    assertThatThrownBy(() ->
            codec(PLAIN.upcasting(First.class, UpcastStreamsTest::nothing))
                .decode(THREE_EUROS, FIRST.schema()))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("returns null");
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <X extends Throwable> RuntimeException sneaky(Throwable thrown) throws X {
    throw (X) thrown;
  }

  @SuppressWarnings("InfiniteRecursion")
  private static FeePaid forever(First first) {
    return forever(first);
  }

  @SuppressWarnings("NullAway") // as careless modules do
  private static FeePaid nothing(First first) {
    return null;
  }

  @Test
  void upcasters_that_cannot_be_are_refused_with_their_stream() {
    refused(
        PLAIN.upcasting(Charactered.class, any -> new FeePaid("", 0, "", NOON)),
        "Stream fee-paid: an earlier version cannot be read: UpcastStreamsTest.Charactered.letter has the type char");
    refused(
        PLAIN.upcasting(Cases.class, any -> new FeePaid("", 0, "", NOON)),
        "Stream fee-paid: an earlier version cannot be read: The upcaster of UpcastStreamsTest.Cases to UpcastStreamsTest.FeePaid reads what is no record");
    refused(
        mistaken(),
        "Stream fee-paid: it upcasts UpcastStreamsTest.First to UpcastStreamsTest.Other, but its event is UpcastStreamsTest.FeePaid");
  }

  /** What only a module that leaves out types can make. */
  @SuppressWarnings({"unchecked", "rawtypes"})
  private static EventDefinition<?> mistaken() {
    List upcasters =
        List.of(new Upcaster<First, Other>(First.class, Other.class, first -> new Other("")));
    return new EventDefinition<FeePaid>(
        "fee-paid",
        FeePaid.class,
        EventKind.KEYED,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        upcasters);
  }

  private static void refused(EventDefinition<?> definition, String message) {
    assertThatThrownBy(() -> StreamModel.of(definition))
        .isInstanceOf(InvalidModuleException.class)
        .hasMessageContaining(message);
  }

  @Test
  void what_else_is_said_of_a_stream_leaves_its_upcasters_and_they_leave_that() {
    EventDefinition<FeePaid> later =
        UPCASTING.at("paidAt").retainedFor(Duration.ofDays(1)).live(Duration.ofSeconds(1));
    assertThat(later.upcasters()).hasSize(3).isEqualTo(UPCASTING.upcasters());
    assertThat(UPCASTING.isSameAs(PLAIN)).isTrue();
    assertThat(later.isSameAs(PLAIN)).isFalse();
  }
}
