package io.sillok.persistence.pekko.heads;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.sillok.persistence.LogId;
import io.sillok.persistence.pekko.heads.HeadMessage.Heads;
import io.sillok.persistence.pekko.heads.HeadMessage.Interested;
import io.sillok.persistence.writer.HeadExchange;
import io.sillok.persistence.writer.Interest;
import io.sillok.persistence.writer.LogWriters;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.pekko.actor.AbstractActorWithTimers;
import org.apache.pekko.actor.ActorIdentity;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.Identify;
import org.apache.pekko.actor.NoSerializationVerificationNeeded;
import org.apache.pekko.actor.Props;
import org.apache.pekko.actor.RootActorPath;
import org.apache.pekko.actor.Terminated;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.ClusterEvent;
import org.apache.pekko.cluster.ClusterEvent.MemberEvent;
import org.apache.pekko.cluster.ClusterEvent.ReachabilityEvent;
import org.apache.pekko.cluster.Member;

/**
 * One a node: tells the others which logs are listened to here, and those who listen which logs
 * this node has appended to. A node is asked for its actor before anything else is sent to it, so
 * one without an actor gets no message that it cannot deliver; one that starts its actor later
 * introduces itself.
 */
final class HeadsActor extends AbstractActorWithTimers {

  static final String NAME = "sillok-heads";

  private static final Duration BETWEEN_HEADS = Duration.ofMillis(2);
  private static final Duration BETWEEN_INTERESTS = Duration.ofMillis(10);
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

  private enum Signal implements NoSerializationVerificationNeeded {
    HEADS_MOVED,
    INTEREST_CHANGED,
    TRY_AGAIN
  }

  private final LogWriters writers;
  private final NewHeads heads;
  private final Cluster cluster = Cluster.get(getContext().getSystem());
  private final Peers<ActorRef> peers = new Peers<>();
  private final AtomicBoolean interestAsked = new AtomicBoolean();
  private final Pace headsPace = new Pace(BETWEEN_HEADS);
  private final Pace interestPace = new Pace(BETWEEN_INTERESTS);

  /** Members that were asked for their actor. */
  private final Unanswered<Address> unanswered = new Unanswered<>();

  private Interest interest = Interest.NONE;

  /** Of our interest; grows over restarts, too. */
  private long version = System.currentTimeMillis();

  private HeadsActor(LogWriters writers, NewHeads heads) {
    this.writers = writers;
    this.heads = heads;
  }

  static Props props(LogWriters writers) {
    NewHeads heads = new NewHeads();
    return Props.create(HeadsActor.class, () -> new HeadsActor(writers, heads));
  }

  @Override
  public void preStart() {
    writers.exchangeThrough(new Exchange(getSelf(), heads, interestAsked));
    getSelf().tell(Signal.INTEREST_CHANGED, getSelf());
    getTimers().startTimerWithFixedDelay("try", Signal.TRY_AGAIN, BETWEEN_TRIES);
    cluster.subscribe(
        getSelf(), ClusterEvent.initialStateAsEvents(), MemberEvent.class, ReachabilityEvent.class);
  }

  @Override
  public void postStop() {
    writers.exchangeThrough(HeadExchange.NONE);
    heads.want(Interest.NONE);
    cluster.unsubscribe(getSelf());
  }

  @Override
  public Receive createReceive() {
    return receiveBuilder()
        .match(Signal.class, this::signalled)
        .match(Heads.class, this::told)
        .match(Interested.class, this::interested)
        .match(ActorIdentity.class, this::identified)
        .match(Terminated.class, this::ended)
        .match(MemberEvent.class, this::memberChanged)
        .match(ReachabilityEvent.class, this::reachabilityChanged)
        .build();
  }

  private void signalled(Signal signal) {
    switch (signal) {
      case HEADS_MOVED -> paced(headsPace, signal, this::tellHeads);
      case INTEREST_CHANGED -> paced(interestPace, signal, this::tellInterest);
      case TRY_AGAIN -> {
        unanswered.next().forEach(this::ask);
        peers.without(version).forEach(this::sendInterest);
      }
    }
  }

  /** Pekko's own scheduler is too coarse for these gaps. */
  private void paced(Pace pace, Signal signal, Runnable action) {
    long wait = pace.turn(System.nanoTime());
    if (wait == 0) {
      action.run();
    } else {
      ActorRef self = getSelf();
      CompletableFuture.delayedExecutor(wait, NANOSECONDS, Runnable::run)
          .execute(() -> self.tell(signal, self));
    }
  }

  private void tellHeads() {
    peers.address(heads.take()).forEach((peer, news) -> sendHeads(peer, 0, news));
  }

  private void tellInterest() {
    interestAsked.set(false);
    Interest now = writers.interest().within(HeadMessage.BYTES);
    if (!now.equals(interest)) {
      interest = now;
      version++;
      peers.without(version).forEach(this::sendInterest);
    }
  }

  private void told(Heads message) {
    peers.answered(getSender(), message.answers());
    message.heads().forEach(writers::moved);
  }

  private void interested(Interested message) {
    ActorRef peer = getSender();
    boolean isNew = meet(peer);
    peers.interested(peer, message.interest());
    heads.want(peers.wanted()); // before the heads are read, so that none is missed
    sendHeads(peer, message.version(), heads.of(message.interest()));
    if (isNew || message.unacquainted()) {
      sendInterest(peer);
    }
  }

  private void identified(ActorIdentity identity) {
    unanswered.settled(identity.correlationId());
    identity
        .getActorRef()
        .ifPresent(peer -> {
          meet(peer);
          sendInterest(peer);
        });
  }

  private boolean meet(ActorRef peer) {
    getContext().watch(peer);
    return peers.meet(peer);
  }

  private void ended(Terminated peer) {
    peers.remove(peer.getActor());
    heads.want(peers.wanted());
  }

  private void memberChanged(MemberEvent event) {
    Address address = event.member().address();
    if (address.equals(cluster.selfAddress())) {
      return;
    }
    switch (event) {
      case ClusterEvent.MemberUp up -> introduce(address);
      case ClusterEvent.MemberWeaklyUp up -> introduce(address);
      case ClusterEvent.MemberRemoved removed -> unanswered.settled(address);
      default -> {}
    }
  }

  private void introduce(Address address) {
    unanswered.asked(address);
    ask(address);
  }

  private void ask(Address address) {
    getContext()
        .actorSelection(new RootActorPath(address, "/").$div("system").$div(NAME))
        .tell(new Identify(address), getSelf());
  }

  private void reachabilityChanged(ReachabilityEvent event) {
    if (event instanceof ClusterEvent.UnreachableMember) {
      of(event.member(), peers::silence);
    } else {
      of(event.member(), this::hearAgain);
    }
  }

  /** What could not be told meanwhile. */
  private void hearAgain(ActorRef peer) {
    peers.hear(peer);
    sendHeads(peer, 0, heads.of(peers.interest(peer)));
    sendInterest(peer);
  }

  private void of(Member member, Consumer<ActorRef> action) {
    peers.all().stream()
        .filter(peer -> peer.path().address().equals(member.address()))
        .forEach(action);
  }

  private void sendInterest(ActorRef peer) {
    peer.tell(new Interested(version, interest, !peers.isAcquainted(peer)), getSelf());
  }

  private void sendHeads(ActorRef peer, long answers, Map<LogId, Long> news) {
    Heads.of(answers, news).forEach(message -> peer.tell(message, getSelf()));
  }

  /** Called on the threads of writers and readers. */
  private record Exchange(ActorRef self, NewHeads heads, AtomicBoolean interestAsked)
      implements HeadExchange {

    @Override
    public void appended(LogId log, long head) {
      if (heads.moved(log, head)) {
        self.tell(Signal.HEADS_MOVED, self);
      }
    }

    @Override
    public void interestChanged() {
      if (interestAsked.compareAndSet(false, true)) {
        self.tell(Signal.INTEREST_CHANGED, self);
      }
    }
  }
}
