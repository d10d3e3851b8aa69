package io.sillok.persistence.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.persistence.Block;
import io.sillok.persistence.LogId;
import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.Payload;
import io.sillok.persistence.StoreException;
import io.sillok.persistence.contract.Contents;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class BlockCodecTest {

  @Property(tries = 300)
  void a_block_is_read_as_it_was_written(@ForAll("blocks") Block block) {
    Block read = BlockCodec.decode(BlockCodec.encode(block), () -> "the block");
    assertThat(header(read)).isEqualTo(header(block));
    assertThat(lines(read)).isEqualTo(lines(block));
  }

  @Property(tries = 300)
  void a_flipped_bit_is_detected(
      @ForAll("blocks") Block block, @ForAll int place, @ForAll @IntRange(max = 7) int bit) {
    byte[] bytes = BlockCodec.encode(block);
    bytes[Math.floorMod(place, bytes.length)] ^= (byte) (1 << bit);
    assertRefused("store-corrupt", bytes);
  }

  @Property(tries = 200)
  void a_shortened_block_is_detected(@ForAll("blocks") Block block, @ForAll int place) {
    byte[] bytes = BlockCodec.encode(block);
    assertRefused(
        "store-corrupt", java.util.Arrays.copyOf(bytes, Math.floorMod(place, bytes.length)));
  }

  @Example
  void a_block_of_a_newer_format_says_which_version_to_start() {
    byte[] newer = new ByteWriter(16).skip(4).putByte(Frame.VERSION + 1).putNumber(1).toByteArray();
    java.util.zip.CRC32C checksum = new java.util.zip.CRC32C();
    checksum.update(newer, 4, newer.length - 4);
    java.nio.ByteBuffer.wrap(newer).putInt((int) checksum.getValue());
    assertRefused("store-format", newer);
  }

  private static void assertRefused(String code, byte[] bytes) {
    assertThatThrownBy(() -> BlockCodec.decode(bytes, () -> "block 7 of cart/1"))
        .isInstanceOfSatisfying(
            StoreException.class, refused -> assertThat(refused.code()).isEqualTo(code))
        .hasMessageContaining("block 7 of cart/1");
  }

  @Provide
  Arbitrary<Block> blocks() {
    Arbitrary<LogId> logs =
        Combinators.combine(names(), Arbitraries.integers().between(0, 1023)).as(LogId::new);
    return Combinators.combine(
            logs,
            Arbitraries.longs().between(0, Long.MAX_VALUE / 2),
            Arbitraries.longs().between(1, 1000),
            Arbitraries.of(Block.Kind.values()),
            times(),
            times().injectNull(0.3),
            events().list().ofMaxSize(8))
        .as((log, offset, epoch, kind, appendedAt, maxEventTime, events) ->
            new Block(
                log,
                offset,
                new UUID(offset, epoch),
                new UUID(epoch, offset),
                epoch,
                kind,
                appendedAt,
                maxEventTime,
                events));
  }

  private static Arbitrary<LoggedEvent> events() {
    return Combinators.combine(
            names(),
            Arbitraries.longs().between(1, Long.MAX_VALUE),
            times(),
            payloads(),
            payloads().injectNull(0.5),
            Arbitraries.strings().ofMaxLength(5),
            names().set().ofMaxSize(3))
        .as((id, number, time, payload, metadata, manifest, tags) ->
            new LoggedEvent(
                id,
                number,
                number / 2,
                "writer-" + number % 3,
                time,
                payload,
                manifest,
                metadata,
                tags));
  }

  private static Arbitrary<Payload> payloads() {
    return Combinators.combine(
            Arbitraries.integers(),
            Arbitraries.strings().alpha().ofMaxLength(8),
            Arbitraries.bytes().array(byte[].class).ofMaxSize(200))
        .as(Payload::new);
  }

  private static Arbitrary<String> names() {
    return Arbitraries.of("cart", "cart|1", "제품", "a b", "x".repeat(300));
  }

  private static Arbitrary<Instant> times() {
    return Arbitraries.longs()
        .between(-62_135_596_800_000_000L, 253_402_300_799_000_000L)
        .map(ByteReader::time);
  }

  private static List<Object> header(Block block) {
    return java.util.Arrays.asList(
        block.log(),
        block.firstOffset(),
        block.attempt(),
        block.writer(),
        block.epoch(),
        block.kind(),
        block.appendedAt(),
        block.maxEventTime());
  }

  private static List<String> lines(Block block) {
    return block.events().stream().map(Contents::line).toList();
  }
}
