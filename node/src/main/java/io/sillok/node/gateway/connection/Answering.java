package io.sillok.node.gateway.connection;

import io.sillok.node.gateway.http.Problems;
import io.sillok.node.gateway.http.Response;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.Connection;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.FlowShape;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.stage.AbstractInHandler;
import org.apache.pekko.stream.stage.AbstractOutHandler;
import org.apache.pekko.stream.stage.AsyncCallback;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.jspecify.annotations.Nullable;

/** Answers the requests of one connection, one after the other, until it is told to end. */
final class Answering extends GraphStage<FlowShape<HttpRequest, HttpResponse>> {

  private static final HttpHeader CLOSE = Connection.create("close");

  private final Inlet<HttpRequest> requests = Inlet.create("Answering.requests");
  private final Outlet<HttpResponse> answers = Outlet.create("Answering.answers");
  private final FlowShape<HttpRequest, HttpResponse> shape = FlowShape.of(requests, answers);
  private final Function<HttpRequest, CompletionStage<HttpResponse>> handler;
  private final OpenConnections open;

  /**
   * @param handler its stages never fail
   * @param open where it is, while the connection is open, to be told how to end
   */
  Answering(Function<HttpRequest, CompletionStage<HttpResponse>> handler, OpenConnections open) {
    this.handler = handler;
    this.open = open;
  }

  @Override
  public FlowShape<HttpRequest, HttpResponse> shape() {
    return shape;
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new Logic();
  }

  private final class Logic extends GraphStageLogic {

    private final AsyncCallback<Pair<@Nullable HttpResponse, @Nullable Throwable>> answered =
        createAsyncCallback(result -> answered(result.first(), result.second()));
    private final AsyncCallback<Ending> told = createAsyncCallback(this::end);
    private final Consumer<Ending> end = told::invoke;
    private boolean underWay;
    private boolean ends;

    Logic() {
      super(shape);
      setHandler(
          requests,
          new AbstractInHandler() {
            @Override
            public void onPush() {
              underWay = true;
              handler
                  .apply(grab(requests))
                  .whenComplete((answer, failure) -> answered.invoke(Pair.create(answer, failure)));
            }

            @Override
            public void onUpstreamFinish() {
              end(Ending.WHEN_ANSWERED);
            }
          });
      setHandler(
          answers,
          new AbstractOutHandler() {
            @Override
            public void onPull() {
              if (!underWay) {
                pull(requests);
              }
            }
          });
    }

    @Override
    public void preStart() {
      open.add(end);
    }

    @Override
    public void postStop() {
      open.remove(end);
    }

    private void answered(@Nullable HttpResponse answer, @Nullable Throwable failure) {
      if (!underWay) {
        return; // too late
      }
      if (answer == null) {
        failStage(failure);
        return;
      }
      underWay = false;
      push(answers, answer);
      if (ends) {
        completeStage();
      }
    }

    private void end(Ending how) {
      ends = true;
      if (underWay && how == Ending.NOW) {
        answered(Response.problem(Problems.stopping(), "/").addHeader(CLOSE), null);
      } else if (!underWay) {
        completeStage();
      }
    }
  }
}
