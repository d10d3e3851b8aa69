package io.sillok.node.stream.consumer.sharing;

import io.sillok.node.cluster.partition.PartitionActors;
import io.sillok.node.stream.consumer.kept.Consumer;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.stream.javadsl.Source;

/** {@link Sharing} over all nodes of the cluster. */
public final class ClusterSharing implements Sharing {

  private static final String KIND = "consumer-coordinator";

  private final ActorSystem<?> system;
  private final ToIntFunction<String> home;
  private final SharingSettings settings;
  private final PartitionActors<CoordinatorMessage> coordinators;
  private final ActorRef<RegistryMessage> registry;

  /**
   * Starts the part of {@code system}'s node.
   *
   * @param consumers looks up a consumer by its name
   * @param home the partition that a consumer's coordinator lives with
   * @param partitions of every stream
   */
  public ClusterSharing(
      ActorSystem<?> system,
      Function<String, CompletionStage<Consumer>> consumers,
      ToIntFunction<String> home,
      int partitions,
      SharingSettings settings) {
    this.system = system;
    this.home = home;
    this.settings = settings;
    registry = SessionRegistry.start(system);
    coordinators =
        PartitionActors.start(
            system,
            CoordinatorMessage.class,
            KIND,
            (consumer, partition) ->
                Coordinator.create(consumer, () -> consumers.apply(consumer), partitions, settings),
            new CoordinatorMessage.Stop());
  }

  @Override
  public Source<Delivery, NotUsed> join(Subject subject, String instance) {
    return Source.fromGraph(new SharedReading(subject, reader -> begin(subject, instance, reader)));
  }

  private ActorRef<SessionMessage> begin(Subject subject, String instance, Session.Reader reader) {
    String consumer = subject.consumer();
    ActorRef<SessionMessage> session =
        system.systemActorOf(
            Session.create(
                instance,
                message -> coordinators.tell(consumer, home.applyAsInt(consumer), message),
                reader,
                subject.leftOut(),
                settings),
            "consumer-session-" + UUID.randomUUID(),
            Props.empty());
    registry.tell(new RegistryMessage.Began(consumer, session));
    return session;
  }

  @Override
  public CompletionStage<Instances> instances(String consumer) {
    return coordinators.ask(
        consumer, home.applyAsInt(consumer), CoordinatorMessage.Describe::new, settings.silence());
  }

  @Override
  public void changed(String consumer) {
    coordinators.tell(consumer, home.applyAsInt(consumer), new CoordinatorMessage.Changed());
  }
}
