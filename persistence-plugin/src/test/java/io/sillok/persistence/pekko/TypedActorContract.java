package io.sillok.persistence.pekko;

import static io.sillok.persistence.contract.Samples.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.persistence.LoggedEvent;
import io.sillok.persistence.pekko.Diary.Line;
import io.sillok.persistence.pekko.Diary.Pages;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.persistence.query.Offset;
import org.apache.pekko.testkit.javadsl.TestKit;
import org.junit.jupiter.api.Test;

/** Typed persistent actors with all that Pekko lets them have. */
abstract class TypedActorContract extends NodeContract {

  @Test
  void events_behind_a_snapshot_are_deleted_and_the_state_stays() {
    List<String> lines = IntStream.rangeClosed(1, 13).mapToObj(line -> "line " + line).toList();
    ActorRef<Diary.Command> diary = node().kit.spawn(Diary.of("diary|retained"));
    for (String line : lines) {
      ask(diary, replyTo -> new Diary.Write(line, replyTo));
    }
    var entities = node().persistence().store().entities();
    new TestKit(node().classic())
        .awaitAssert(
            Node.PATIENCE,
            () ->
                assertThat(await(entities.deletedTo("diary|retained")))
                    .isGreaterThanOrEqualTo(Diary.SNAPSHOT_EVERY));
    restart();
    assertThat(read("diary|retained")).isEqualTo(new Pages(lines));
    assertThat(await(node().query().currentLastSequenceNumberByPersistenceId("diary|retained")))
        .contains(13L);
  }

  @Test
  void an_adapter_of_the_actor_keeps_its_manifest() {
    write("diary|adapted", "first");
    assertThat(read("diary|adapted")).isEqualTo(new Pages(List.of("first")));
    LoggedEvent kept =
        await(node().persistence().store().entities().read("diary|adapted", 1, 1, 1))
            .getFirst()
            .event();
    assertThat(kept.adapterManifest()).isEqualTo("line-1");
    assertThat(node().persistence().serialization().object(kept)).isEqualTo(new Line("first"));
  }

  @Test
  void tags_by_content_are_queried() throws Exception {
    for (String line : List.of("quiet", "loud!", "silent", "louder!!")) {
      write("diary|tagged", line);
    }
    assertThat(
            all(
                node()
                    .query()
                    .currentEventsByTag("loud", Offset.noOffset())
                    .map(envelope -> envelope.sequenceNr())))
        .containsExactly(2L, 4L);
  }

  private void write(String persistenceId, String line) {
    askFresh(persistenceId, replyTo -> new Diary.Write(line, replyTo));
  }

  private Pages read(String persistenceId) {
    return askFresh(persistenceId, Diary.Read::new);
  }

  private Pages askFresh(String persistenceId, Function<ActorRef<Pages>, Diary.Command> command) {
    ActorRef<Diary.Command> diary = node().kit.spawn(Diary.of(persistenceId));
    Pages answer = ask(diary, command);
    diary.tell(new Diary.Stop());
    node().kit.createTestProbe().expectTerminated(diary, Node.PATIENCE);
    return answer;
  }

  private Pages ask(
      ActorRef<Diary.Command> diary, Function<ActorRef<Pages>, Diary.Command> command) {
    TestProbe<Pages> probe = node().kit.createTestProbe();
    diary.tell(command.apply(probe.getRef()));
    return probe.receiveMessage(Node.PATIENCE);
  }
}
