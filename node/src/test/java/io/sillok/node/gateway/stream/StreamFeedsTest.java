package io.sillok.node.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.Done;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

final class StreamFeedsTest {

  private static final long PATIENCE_SECONDS = 20;
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
    CompletionStage<Done> read = read(feeds.live(Source.never(), Source.empty()));
    feeds.close();
    assertThat(await(read)).isEqualTo(Done.getInstance());
  }

  private static CompletionStage<Done> read(HttpResponse response) {
    return response.entity().getDataBytes().runWith(Sink.ignore(), KIT.system());
  }

  private static Done await(CompletionStage<Done> read) throws Exception {
    return read.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }
}
