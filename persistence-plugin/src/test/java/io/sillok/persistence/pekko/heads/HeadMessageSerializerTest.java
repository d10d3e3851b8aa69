package io.sillok.persistence.pekko.heads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.persistence.LogId;
import io.sillok.persistence.pekko.heads.HeadMessage.Heads;
import io.sillok.persistence.pekko.heads.HeadMessage.Interested;
import io.sillok.persistence.writer.Interest;
import java.io.NotSerializableException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.serialization.SerializationExtension;
import org.junit.jupiter.api.Test;

class HeadMessageSerializerTest {

  private static final int FRAME = 128 << 10;

  private final HeadMessageSerializer serializer = new HeadMessageSerializer();

  @Property
  void an_interest_comes_back(
      @ForAll("logs") Set<LogId> logs, @ForAll boolean all, @ForAll boolean unacquainted)
      throws Exception {
    assertSame(new Interested(77, new Interest(all, logs), unacquainted));
  }

  @Property
  void heads_come_back(@ForAll("logs") Set<LogId> logs) throws Exception {
    Map<LogId, Long> heads = new HashMap<>();
    logs.forEach(log -> heads.put(log, Math.abs((long) log.hashCode()) << 20));
    assertSame(new Heads(heads.size(), heads));
  }

  @Provide
  static Arbitrary<Set<LogId>> logs() {
    Arbitrary<String> names =
        Arbitraries.strings().ofMinLength(1).ofMaxLength(12).filter(text -> isName(text));
    return Combinators.combine(names, Arbitraries.integers().between(0, 1023))
        .as(LogId::new)
        .set()
        .ofMaxSize(40);
  }

  /** Half of a surrogate pair is not text. */
  private static boolean isName(String text) {
    return text.indexOf('\0') < 0 && text.chars().noneMatch(c -> Character.isSurrogate((char) c));
  }

  private void assertSame(HeadMessage message) throws NotSerializableException {
    byte[] bytes = serializer.toBinary(message);
    assertThat(serializer.fromBinary(bytes, serializer.manifest(message))).isEqualTo(message);
  }

  /** Other versions read this: whoever changes it needs a new manifest. */
  @Test
  void the_bytes_are_those_that_they_always_were() throws Exception {
    Interested interested =
        new Interested(300, new Interest(false, Set.of(new LogId("cart", 7))), true);
    Heads heads = new Heads(1, Map.of(new LogId("cart", 7), 300L));
    assertThat(serializer.identifier()).isEqualTo(830_514);
    assertBytes(interested, "I1", "ac02010001046361727401" + "07");
    assertBytes(heads, "H1", "0101046361727401" + "07ac02");
  }

  private void assertBytes(HeadMessage message, String manifest, String bytes) {
    assertThat(serializer.manifest(message)).isEqualTo(manifest);
    assertThat(HexFormat.of().formatHex(serializer.toBinary(message))).isEqualTo(bytes);
  }

  @Test
  void an_unknown_manifest_is_refused_with_those_that_are_known() {
    assertThatThrownBy(() -> serializer.fromBinary(new byte[0], "H2"))
        .isInstanceOf(NotSerializableException.class)
        .hasMessageContaining("\"H2\"")
        .hasMessageContaining("H1");
    assertThatThrownBy(() -> serializer.toBinary("text"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void thousands_of_logs_fit_a_frame_or_become_all() {
    Set<LogId> logs = new HashSet<>();
    for (int index = 0; index < 5_000; index++) {
      logs.add(new LogId("entity-type-" + index / 32, index % 32));
    }
    Interest few = new Interest(false, logs).within(1 << 20);
    assertThat(few.logs()).hasSize(5_000);
    assertThat(serializer.toBinary(new Interested(1, few, false))).hasSizeLessThan(FRAME / 4);
    assertThat(few.within(HeadMessage.BYTES)).isEqualTo(Interest.ALL);
    assertThat(new Interest(false, Set.of(new LogId("cart", 1))).within(HeadMessage.BYTES).all())
        .isFalse();
  }

  @Test
  void many_heads_are_split_into_messages_that_fit_a_frame() {
    Map<LogId, Long> heads = new HashMap<>();
    for (int index = 0; index < 20_000; index++) {
      heads.put(new LogId("entity-type-" + index, 1), Long.MAX_VALUE);
    }
    List<Heads> messages = Heads.of(9, heads);
    Map<LogId, Long> together = new HashMap<>();
    for (Heads message : messages) {
      assertThat(message.answers()).isEqualTo(9);
      assertThat(serializer.toBinary(message)).hasSizeLessThan(FRAME);
      together.putAll(message.heads());
    }
    assertThat(messages).hasSizeGreaterThan(2);
    assertThat(together).isEqualTo(heads);
    assertThat(Heads.of(9, Map.of())).containsExactly(new Heads(9, Map.of()));
  }

  @Test
  void pekko_finds_the_serializer_by_the_settings() throws Exception {
    ActorSystem system = ActorSystem.create("bindings");
    try {
      assertThat(SerializationExtension.get(system).serializerFor(Heads.class))
          .isInstanceOf(HeadMessageSerializer.class);
      assertThat(SerializationExtension.get(system).serializerFor(Interested.class))
          .isInstanceOf(HeadMessageSerializer.class);
    } finally {
      system.terminate();
    }
  }
}
