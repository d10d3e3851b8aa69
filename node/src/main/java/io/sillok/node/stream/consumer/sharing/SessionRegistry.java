package io.sillok.node.stream.consumer.sharing;

import io.sillok.node.stream.consumer.sharing.CoordinatorMessage.CalledIn;
import io.sillok.node.stream.consumer.sharing.RegistryMessage.Began;
import io.sillok.node.stream.consumer.sharing.RegistryMessage.CallIn;
import io.sillok.node.stream.consumer.sharing.RegistryMessage.Ended;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.typed.Cluster;

/**
 * One a node: knows the sessions there, so that a coordinator that begins anew finds those that
 * read already. It is found by its name.
 */
final class SessionRegistry {

  private static final String NAME = "consumer-sessions";

  private final ActorContext<RegistryMessage> context;
  private final Map<String, Set<ActorRef<SessionMessage>>> sessions = new HashMap<>();

  private SessionRegistry(ActorContext<RegistryMessage> context) {
    this.context = context;
  }

  /** Starts that of {@code system}'s node. */
  static ActorRef<RegistryMessage> start(ActorSystem<?> system) {
    return system.systemActorOf(
        Behaviors.setup(context -> new SessionRegistry(context).receive()), NAME, Props.empty());
  }

  /** Those of all nodes of the cluster, by node; some may not be reached at present. */
  static Map<String, ActorRef<RegistryMessage>> ofAll(ActorSystem<?> system) {
    Map<String, ActorRef<RegistryMessage>> all = new HashMap<>();
    ActorRefResolver resolver = ActorRefResolver.get(system);
    Cluster.get(system)
        .state()
        .getMembers()
        .forEach(member -> {
          String node = member.address().toString();
          all.put(node, resolver.resolveActorRef(node + "/system/" + NAME));
        });
    return all;
  }

  private Behavior<RegistryMessage> receive() {
    return Behaviors.receiveMessage(message -> {
      switch (message) {
        case Began began -> began(began);
        case Ended(var consumer, var session) -> ended(consumer, session);
        case CallIn(var consumer, var replyTo) -> callIn(consumer, replyTo);
      }
      return Behaviors.same();
    });
  }

  private void began(Began began) {
    context.watchWith(began.session(), new Ended(began.consumer(), began.session()));
    sessions.computeIfAbsent(began.consumer(), none -> new LinkedHashSet<>()).add(began.session());
  }

  private void ended(String consumer, ActorRef<SessionMessage> session) {
    Set<ActorRef<SessionMessage>> known = sessions.get(consumer);
    if (known != null && known.remove(session) && known.isEmpty()) {
      sessions.remove(consumer);
    }
  }

  private void callIn(String consumer, ActorRef<CoordinatorMessage> replyTo) {
    Set<ActorRef<SessionMessage>> known = sessions.getOrDefault(consumer, Set.of());
    known.forEach(session -> session.tell(new SessionMessage.CallIn()));
    String node = Cluster.get(context.getSystem()).selfMember().address().toString();
    replyTo.tell(new CalledIn(node, List.copyOf(known)));
  }
}
