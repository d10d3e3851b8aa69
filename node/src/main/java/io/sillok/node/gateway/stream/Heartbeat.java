package io.sillok.node.gateway.stream;

import java.time.Duration;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.FlowShape;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.stage.AbstractInOutHandler;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.stream.stage.TimerGraphStageLogic;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * Sends something at the beginning and a beat after each silence. Asks for an element only when one
 * is asked of it, so that a reader who does not read has none waiting here, as {@code keepAlive}
 * would.
 */
final class Heartbeat extends GraphStage<FlowShape<ByteString, ByteString>> {

  private final Inlet<ByteString> in = Inlet.create("heartbeat.in");
  private final Outlet<ByteString> out = Outlet.create("heartbeat.out");
  private final FlowShape<ByteString, ByteString> shape = FlowShape.of(in, out);
  private final ByteString first;
  private final ByteString beat;
  private final long nanos;

  /**
   * @param first what is sent at the beginning
   * @param interval silence after which {@code beat} is sent
   */
  Heartbeat(ByteString first, ByteString beat, Duration interval) {
    this.first = first;
    this.beat = beat;
    nanos = interval.toNanos();
  }

  @Override
  public FlowShape<ByteString, ByteString> shape() {
    return shape;
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new Logic();
  }

  private final class Logic extends TimerGraphStageLogic {

    private static final String TIMER = "beat";

    /** Came for a demand that a beat has met meanwhile. */
    private @Nullable ByteString early;

    private boolean begun;
    private long last;

    Logic() {
      super(shape);
      setHandlers(
          in,
          out,
          new AbstractInOutHandler() {
            @Override
            public void onPull() {
              pulled();
            }

            @Override
            public void onPush() {
              ByteString element = grab(in);
              if (isAvailable(out)) {
                send(element);
              } else {
                early = element;
              }
            }

            @Override
            public void onUpstreamFinish() {
              if (early == null) {
                completeStage();
              }
            }
          });
    }

    @Override
    public void preStart() {
      scheduleOnce(TIMER, Duration.ofNanos(nanos));
    }

    private void pulled() {
      ByteString kept = early;
      if (!begun) {
        begun = true;
        send(first);
      } else if (kept != null) {
        early = null;
        send(kept);
        if (isClosed(in)) {
          completeStage();
        }
      } else if (!hasBeenPulled(in)) {
        pull(in);
      }
    }

    private void send(ByteString element) {
      last = System.nanoTime();
      push(out, element);
    }

    @Override
    public void onTimer(Object key) {
      long left = nanos - (System.nanoTime() - last);
      if (left <= 0 && begun && isAvailable(out)) {
        send(beat);
      }
      scheduleOnce(TIMER, Duration.ofNanos(left > 0 ? left : nanos));
    }
  }
}
