package io.sillok.node.stream.consumer.sharing;

import io.sillok.node.stream.StreamEvent;
import io.sillok.node.stream.StreamPosition;
import io.sillok.node.stream.consumer.ConsumerPosition;
import io.sillok.node.stream.consumer.kept.PartitionOffset;
import io.sillok.node.stream.consumer.sharing.Delivery.Assigned;
import io.sillok.node.stream.consumer.sharing.Delivery.Handed;
import io.sillok.node.stream.consumer.sharing.SessionMessage.Closed;
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
    private final AsyncCallback<Boolean> end = createAsyncCallback(any -> completeStage());
    private final List<Assigned> untold = new ArrayList<>(1);
    private SortedMap<Integer, Long> places = new TreeMap<>();
    private long number;
    private long generation;
    private @Nullable SubSinkInlet<StreamEvent> inlet;
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
      if (next.generation() == generation) {
        wanted.replaceAll((partition, from) -> places.getOrDefault(partition, from));
      }
      boolean same = next.generation() == generation && wanted.equals(places);
      number = next.number();
      generation = next.generation();
      if (!same) {
        read(wanted);
      }
      tellTaken();
    }

    private void dropped() {
      read(new TreeMap<>());
      tellTaken();
    }

    private void read(SortedMap<Integer, Long> from) {
      SubSinkInlet<StreamEvent> before = inlet;
      if (before != null) {
        before.cancel();
      }
      inlet = null;
      places = from;
      untold.clear();
      untold.add(new Assigned(List.copyOf(from.keySet())));
      if (!from.isEmpty()) {
        SubSinkInlet<StreamEvent> fresh = new SubSinkInlet<>("sillok.shared.in");
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
      SubSinkInlet<StreamEvent> present = inlet;
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

      private final SubSinkInlet<StreamEvent> from;

      Arrivals(SubSinkInlet<StreamEvent> from) {
        this.from = from;
      }

      @Override
      public void onPush() {
        StreamEvent event = from.grab();
        event
            .position()
            .offsets()
            .forEach((partition, next) -> places.computeIfPresent(partition, (p, place) -> next));
        SortedMap<Integer, Long> read = new TreeMap<>(places);
        read.values().removeIf(next -> next == 0); // a position names what was read
        StreamPosition position = new StreamPosition(subject.stream(), read);
        push(out, new Handed(event, new ConsumerPosition(position, generation)));
      }
    }
  }
}
