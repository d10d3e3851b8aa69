package io.sillok.node.stream.queue.shard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sillok.node.stream.StreamDeclaration;
import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.stream.StreamDefinition.Declared;
import io.sillok.node.stream.StreamEvent;
import io.sillok.node.stream.StreamPosition;
import io.sillok.node.stream.follow.FollowedEvent;
import io.sillok.node.stream.follow.FollowedPage;
import io.sillok.node.stream.queue.QueueFilter;
import io.sillok.node.stream.queue.shard.Intake.Arrival;
import io.sillok.node.stream.queue.shard.Intake.Arrivals;
import io.sillok.protocol.event.EventKind;
import io.sillok.protocol.schema.declared.DeclaredCodec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;

/** Whatever goes wrong with an event is told with it, and its neighbours are taken in. */
class IntakeTest {

  private static final Schema SCHEMA =
      SchemaBuilder.record("Seen").fields().requiredInt("seconds").endRecord();

  @Test
  void a_filter_that_fails_breaks_the_one_event() {
    QueueFilter failing =
        (stream, event) -> {
          if (event.offset() == 2) {
            throw new IllegalStateException("out of order");
          }
          return new QueueFilter.Verdict.Wanted();
        };
    Arrivals arrivals = new Intake(failing, IntakeTest::text).of(page());
    assertBrokenAtTwo(arrivals);
  }

  @Test
  void an_event_that_cannot_be_written_is_broken() {
    Intake intake =
        new Intake(
            QueueFilter.ALL,
            event -> {
              if (event.offset() == 2) {
                throw new IllegalStateException("out of order");
              }
              return text(event);
            });
    assertBrokenAtTwo(intake.of(page()));
  }

  private static void assertBrokenAtTwo(Arrivals arrivals) {
    assertThat(arrivals.events()).hasSize(3);
    assertThat(arrivals.events().get(0)).isInstanceOf(Arrival.Wanted.class);
    assertThat(arrivals.events().get(1))
        .isInstanceOfSatisfying(
            Arrival.Broken.class,
            broken -> {
              assertThat(broken.offset()).isEqualTo(2);
              assertThat(broken.reason()).contains("out of order");
            });
    assertThat(arrivals.events().get(2)).isInstanceOf(Arrival.Wanted.class);
  }

  private static byte[] text(StreamEvent event) {
    return event.data().toString().getBytes(StandardCharsets.UTF_8);
  }

  private static FollowedPage page() {
    List<FollowedEvent> events =
        List.of(
            new FollowedEvent.Decoded(event(1)),
            new FollowedEvent.Decoded(event(2)),
            new FollowedEvent.Decoded(event(3)));
    return new FollowedPage(stream(), events, 4, true);
  }

  private static StreamEvent event(long offset) {
    return new StreamEvent(
        new StreamPosition("seen", new TreeMap<>()),
        0,
        offset,
        Optional.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        Instant.EPOCH,
        Instant.EPOCH,
        JsonNodeFactory.instance.objectNode().put("seconds", 1));
  }

  private static StreamDefinition stream() {
    StreamDeclaration declaration =
        new StreamDeclaration(
            "seen",
            EventKind.UNKEYED,
            SCHEMA,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false);
    return new Declared(declaration, 1, DeclaredCodec.of(SCHEMA), List.of());
  }
}
