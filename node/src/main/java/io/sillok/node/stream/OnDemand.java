package io.sillok.node.stream;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.FlowShape;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.stage.AbstractInOutHandler;
import org.apache.pekko.stream.stage.AsyncCallback;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.jspecify.annotations.Nullable;

/**
 * Maps one element after the other, and leaves some out, each only when it is asked for: where
 * nobody reads, nothing is kept here, as {@code mapAsync} and {@code filter} would do.
 *
 * @param <P> what is prepared of an element first
 */
final class OnDemand<I, P, O> extends GraphStage<FlowShape<I, O>> {

  private final Inlet<I> in = Inlet.create("on-demand.in");
  private final Outlet<O> out = Outlet.create("on-demand.out");
  private final FlowShape<I, O> shape = FlowShape.of(in, out);
  private final Function<I, CompletionStage<P>> preparing;
  private final Function<P, Optional<O>> mapping;

  OnDemand(Function<I, CompletionStage<P>> preparing, Function<P, Optional<O>> mapping) {
    this.preparing = preparing;
    this.mapping = mapping;
  }

  @Override
  public FlowShape<I, O> shape() {
    return shape;
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new Logic();
  }

  private final class Logic extends GraphStageLogic {

    private final AsyncCallback<Pair<@Nullable P, @Nullable Throwable>> arrival =
        createAsyncCallback(pair -> arrived(pair.first(), pair.second()));
    private boolean underWay;

    Logic() {
      super(shape);
      setHandlers(
          in,
          out,
          new AbstractInOutHandler() {
            @Override
            public void onPull() {
              pull(in);
            }

            @Override
            public void onPush() {
              prepare(grab(in));
            }

            @Override
            public void onUpstreamFinish() {
              if (!underWay) {
                completeStage();
              }
            }
          });
    }

    private void prepare(I element) {
      underWay = true;
      CompletionStage<P> stage = preparing.apply(element);
      CompletableFuture<P> prepared = stage.toCompletableFuture();
      if (prepared.isDone() && !prepared.isCompletedExceptionally()) {
        arrived(prepared.join(), null);
      } else {
        stage.whenComplete((result, failure) -> arrival.invoke(Pair.create(result, failure)));
      }
    }

    private void arrived(@Nullable P prepared, @Nullable Throwable failure) {
      underWay = false;
      if (prepared == null) {
        failStage(failure == null ? new IllegalStateException("Nothing came of it") : failure);
        return;
      }
      Optional<O> result;
      try {
        result = mapping.apply(prepared);
      } catch (RuntimeException told) { // by whoever reads; thrown on, it would be logged as well
        failStage(told);
        return;
      }
      result.ifPresent(present -> push(out, present));
      if (isClosed(in)) {
        completeStage();
      } else if (result.isEmpty()) {
        pull(in);
      }
    }
  }
}
