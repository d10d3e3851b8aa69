package io.sillok.node.stream.consumer.sharing;

import io.sillok.node.stream.StreamEvent;
import io.sillok.node.stream.StreamPosition;
import io.sillok.node.stream.Streams.Passing;
import io.sillok.node.stream.Streams.Passing.Place;
import io.sillok.node.stream.Streams.Passing.Wanted;
import io.sillok.node.stream.consumer.ConsumerPosition;
import io.sillok.node.stream.consumer.kept.OffsetSpan;
import io.sillok.node.stream.consumer.kept.PartitionOffset;
import io.sillok.node.stream.consumer.sharing.Delivery.Assigned;
import io.sillok.node.stream.consumer.sharing.Delivery.Handed;
import io.sillok.node.stream.consumer.sharing.SessionMessage.Closed;
import io.sillok.node.stream.consumer.sharing.SessionMessage.LeftOut;
import io.sillok.node.stream.consumer.sharing.SessionMessage.Share;
import io.sillok.node.stream.consumer.sharing.SessionMessage.Took;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.SourceShape;
import org.apache.pekko.stream.stage.AbstractInHandler;
import org.apache.pekko.stream.stage.AbstractOutHandler;
import org.apache.pekko.stream.stage.AsyncCallback;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.jspecify.annotations.Nullable;

/**
 * The events of the partitions that are an instance's at present. When its share changes, it goes
 * on at its own places in those partitions that stay, and where it is told to in those that come.
 * When it says that it has taken a share, it hands out nothing more of any other partition.
 */
final class SharedReading extends GraphStage<SourceShape<Delivery>> {

  private final Outlet<Delivery> out = Outlet.create("sillok.shared.out");
  private final SourceShape<Delivery> shape = SourceShape.of(out);
  private final Sharing.Subject subject;
  private final Function<Session.Reader, ActorRef<SessionMessage>> sessions;

  /**
   * @param sessions begins a session with a reader, once it is run
   */
  SharedReading(
      Sharing.Subject subject, Function<Session.Reader, ActorRef<SessionMessage>> sessions) {
    this.subject = subject;
    this.sessions = sessions;
  }

  @Override
  public SourceShape<Delivery> shape() {
    return shape;
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new Logic();
  }

  private final class Logic extends GraphStageLogic implements Session.Reader {

    private final AsyncCallback<Share> share = createAsyncCallback(this::taken);
    private final AsyncCallback<Boolean> drop = createAsyncCallback(any -> dropped());
    private final AsyncCallback<Boolean> lookBack = createAsyncCallback(any -> lookedBack());
    private final AsyncCallback<Boolean> end = createAsyncCallback(any -> completeStage());
    private final List<Assigned> untold = new ArrayList<>(1);
    private SortedMap<Integer, Long> places = new TreeMap<>();

    /** Behind the last event of each partition that was handed out, or where its share began. */
    private SortedMap<Integer, Long> handed = new TreeMap<>();

    private long number;
    private long generation;
    private @Nullable SubSinkInlet<Passing> inlet;
    private @Nullable ActorRef<SessionMessage> session;

    Logic() {
      super(shape);
      setHandler(
          out,
          new AbstractOutHandler() {
            @Override
            public void onPull() {
              next();
            }
          });
    }

    @Override
    public void preStart() {
      session = sessions.apply(this);
    }

    @Override
    public void postStop() {
      tell(new Closed());
    }

    @Override
    public void take(Share next) {
      share.invoke(next);
    }

    @Override
    public void drop() {
      drop.invoke(true);
    }

    @Override
    public void lookBack() {
      lookBack.invoke(true);
    }

    @Override
    public void end() {
      end.invoke(true);
    }

    private void taken(Share next) {
      if (next.number() <= number) {
        return;
      }
      if (!next.filter().equals(subject.filter())) {
        completeStage(); // another consumer of this name; who is interested connects again
        return;
      }
      SortedMap<Integer, Long> wanted = PartitionOffset.byPartition(next.from());
      SortedMap<Integer, Long> before = new TreeMap<>(wanted);
      if (next.generation() == generation) {
        wanted.replaceAll((partition, from) -> places.getOrDefault(partition, from));
        before.replaceAll((partition, from) -> handed.getOrDefault(partition, from));
      }
      boolean same = next.generation() == generation && wanted.equals(places);
      number = next.number();
      generation = next.generation();
      if (!same) {
        handed = before;
        read(wanted);
      }
      tellTaken();
    }

    private void dropped() {
      handed = new TreeMap<>();
      read(new TreeMap<>());
      tellTaken();
    }

    private void lookedBack() {
      List<OffsetSpan> leftOut = new ArrayList<>();
      handed.forEach((partition, from) -> {
        long to = places.getOrDefault(partition, from);
        if (to > from) {
          leftOut.add(new OffsetSpan(partition, from, to));
        }
      });
      tell(new LeftOut(generation, leftOut));
    }

    private void read(SortedMap<Integer, Long> from) {
      SubSinkInlet<Passing> before = inlet;
      if (before != null) {
        before.cancel();
      }
      inlet = null;
      places = from;
      untold.clear();
      untold.add(new Assigned(List.copyOf(from.keySet())));
      if (!from.isEmpty()) {
        SubSinkInlet<Passing> fresh = new SubSinkInlet<>("sillok.shared.in");
        fresh.setHandler(new Arrivals(fresh));
        inlet = fresh;
        subject
            .events()
            .apply(new StreamPosition(subject.stream(), from))
            .runWith(fresh.sink(), subFusingMaterializer());
      }
      if (isAvailable(out)) {
        next();
      }
    }

    private void next() {
      if (!untold.isEmpty()) {
        push(out, untold.removeFirst());
        return;
      }
      SubSinkInlet<Passing> present = inlet;
      if (present != null && !present.hasBeenPulled()) {
        present.pull();
      }
    }

    private void tellTaken() {
      tell(new Took(number, generation, List.copyOf(places.keySet())));
    }

    private void tell(SessionMessage message) {
      ActorRef<SessionMessage> present = session;
      if (present != null) {
        present.tell(message);
      }
    }

    /** The events of one share; those of an earlier one come no more. */
    private final class Arrivals extends AbstractInHandler {

      private final SubSinkInlet<Passing> from;

      Arrivals(SubSinkInlet<Passing> from) {
        this.from = from;
      }

      @Override
      public void onPush() {
        switch (from.grab()) {
          case Place(var position) -> {
            goOnAt(position);
            next();
          }
          case Wanted(var event) -> handOut(event);
        }
      }

      private void goOnAt(StreamPosition position) {
        position
            .offsets()
            .forEach((partition, next) -> places.computeIfPresent(partition, (p, place) -> next));
      }

      private void handOut(StreamEvent event) {
        goOnAt(event.position());
        handed.put(event.partition(), event.offset() + 1);
        SortedMap<Integer, Long> read = new TreeMap<>(places);
        read.values().removeIf(next -> next == 0); // a position names what was read
        StreamPosition position = new StreamPosition(subject.stream(), read);
        push(out, new Handed(event, new ConsumerPosition(position, generation)));
      }
    }
  }
}
