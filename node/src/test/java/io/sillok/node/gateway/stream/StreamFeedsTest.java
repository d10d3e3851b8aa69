package io.sillok.node.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sillok.node.stream.OneByOne;
import io.sillok.node.stream.StreamPosition;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

final class StreamFeedsTest {

  private static final int LARGE = 300_000;
  private static final long PATIENCE_SECONDS = 20;
  private static final StreamPosition START = StreamPosition.start("page-viewed");
  private static final ActorTestKit KIT = ActorTestKit.create();

  private final StreamFeeds feeds = new StreamFeeds();

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @Test
  void lines_are_broken_off_when_the_node_stops_so_that_nobody_takes_them_for_all() {
    CompletionStage<Done> read = read(feeds.lines(Source.never()));
    feeds.close();
    assertThatThrownBy(() -> await(read)).hasMessageContaining("stopping");
  }

  @Test
  void lines_that_are_at_their_end_are_ended() throws Exception {
    assertThat(await(read(feeds.lines(Source.empty())))).isEqualTo(Done.getInstance());
  }

  @Test
  void live_readers_are_let_go_when_the_node_stops() throws Exception {
    CompletionStage<Done> read = read(feeds.live(START, Source.never(), Source.empty()));
    feeds.close();
    assertThat(await(read)).isEqualTo(Done.getInstance());
  }

  @Test
  void of_large_events_one_is_here_for_a_reader_and_goes_out_in_pieces() throws Exception {
    AtomicInteger made = new AtomicInteger();
    Source<ByteString, NotUsed> events =
        Source.range(1, 5)
            .map(number -> {
              made.incrementAndGet();
              return ByteString.fromString(("" + number).repeat(LARGE));
            });
    try (OneByOne<ByteString> reader =
        OneByOne.of(feeds.sent(events).entity().getDataBytes(), KIT.system())) {
      assertThat(reader.next().orElseThrow().utf8String()).isEqualTo(":\n\n");
      for (int number = 1; number <= 5; number++) {
        for (int got = 0; got < LARGE; ) {
          ByteString piece = reader.next().orElseThrow();
          got += piece.size();
          assertThat(piece.size()).isLessThanOrEqualTo(64 << 10);
          assertThat(piece.utf8String()).isEqualTo(("" + number).repeat(piece.size()));
          // With its last piece the next event may be made.
          assertThat(made).hasValueLessThanOrEqualTo(got < LARGE ? number : number + 1);
        }
      }
      assertThat(reader.next()).isEmpty();
    }
  }

  @Test
  void live_readers_are_told_first_where_they_begin() throws Exception {
    try (OneByOne<ByteString> reader =
        OneByOne.of(
            feeds.live(START, Source.empty(), Source.empty()).entity().getDataBytes(),
            KIT.system())) {
      assertThat(reader.next().orElseThrow().utf8String())
          .isEqualTo("id: " + START.text() + "\n\n");
      assertThat(reader.next()).isEmpty();
    }
  }

  @Test
  void a_silent_feed_is_heard_of() throws Exception {
    try (OneByOne<ByteString> reader =
        OneByOne.of(
            feeds.serverSent(Source.never(), Duration.ofMillis(1)).entity().getDataBytes(),
            KIT.system())) {
      for (int beat = 0; beat < 5; beat++) {
        assertThat(reader.next().orElseThrow().utf8String()).isEqualTo(":\n\n");
      }
    }
  }

  private static CompletionStage<Done> read(HttpResponse response) {
    return response.entity().getDataBytes().runWith(Sink.ignore(), KIT.system());
  }

  private static <T> T await(CompletionStage<T> read) throws Exception {
    return read.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }
}
