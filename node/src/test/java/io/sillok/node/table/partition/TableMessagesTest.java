package io.sillok.node.table.partition;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.sillok.node.table.partition.TableAnswer.Compared;
import io.sillok.node.table.partition.TableAnswer.NotYet;
import io.sillok.node.table.partition.TableAnswer.RowIs;
import io.sillok.node.table.partition.TableAnswer.RowsAre;
import io.sillok.node.table.partition.TableAnswer.Unavailable;
import io.sillok.node.table.partition.TableAnswer.Verifying;
import io.sillok.node.table.partition.TableMessage.Find;
import io.sillok.node.table.partition.TableMessage.ReadPage;
import io.sillok.node.table.partition.TableMessage.Verify;
import io.sillok.node.table.partition.TableMessage.Wake;
import io.sillok.node.table.rows.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.Serializers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes to another node comes there as it was. */
final class TableMessagesTest {

  private static final ActorTestKit TEST_KIT =
      ActorTestKit.create(
          "messages",
          ConfigFactory.parseString("pekko.actor.provider = local")
              .withFallback(ConfigFactory.load()));

  @AfterAll
  static void stop() {
    TEST_KIT.shutdownTestKit();
  }

  static Stream<Object> messages() {
    ActorRef<TableAnswer> asker = TEST_KIT.<TableAnswer>createTestProbe().getRef();
    Row row =
        new Row(
            "é/𝄞",
            Long.MAX_VALUE,
            Instant.parse("1969-12-31T23:59:59.123456Z"),
            7,
            Long.MIN_VALUE,
            new byte[] {0, -1, 7});
    Duration patience = Duration.ofMillis(1500);
    return Stream.of(
        new Find("k", 17, patience, asker),
        new ReadPage("a", "b", 10, 1024, 5, patience, asker),
        new Verify("job", true, patience, asker),
        new Wake(),
        new RowIs(row),
        new RowIs(null),
        new RowsAre(List.of(row, row), true),
        new NotYet(1, 2, true, "trouble"),
        new Unavailable("table-stuck", "why"),
        new Verifying(),
        new Compared(1, "a", 2, "b", 3));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void a_message_comes_as_it_was(Object message) throws Exception {
    Serialization serialization = SerializationExtension.get(Adapter.toClassic(TEST_KIT.system()));
    var serializer = serialization.findSerializerFor(message);
    String manifest = Serializers.manifestFor(serializer, message);
    byte[] bytes = serialization.serialize(message).get();

    Object read = serialization.deserialize(bytes, serializer.identifier(), manifest).get();

    assertThat(serializer.getClass().getSimpleName()).startsWith("JacksonCbor");
    assertThat(read).usingRecursiveComparison().isEqualTo(message);
  }
}
