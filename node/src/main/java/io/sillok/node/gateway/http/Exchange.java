package io.sillok.node.gateway.http;

import io.sillok.node.gateway.http.Router.Described;
import io.sillok.node.gateway.http.Router.Found;
import io.sillok.node.gateway.http.Router.NotAllowed;
import io.sillok.node.gateway.http.Router.Outcome;
import io.sillok.node.gateway.http.Router.Unknown;
import io.sillok.node.stage.PekkoStages;
import io.sillok.persistence.Cause;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.Connection;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers every request, whatever happens: by its route, or with a problem. Never fails, so no
 * failure reaches the client in another form.
 */
public final class Exchange {

  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
  private static final String NO_ROUTE = "none";
  private static final HttpHeader CLOSE = Connection.create("close");

  private final Supplier<Problem> starting;
  private final BodyReader bodies;
  private final ActorSystem<?> system;
  private final BodyRoom room;
  private final Duration timeout;
  private final Outages outages;
  private final Observer observer;
  private final AtomicInteger underWay = new AtomicInteger();
  private final CompletableFuture<Void> idle = new CompletableFuture<>();
  private volatile Router router;
  private volatile boolean open;
  private volatile boolean stopping;

  /**
   * @param early the routes until {@link #open}
   * @param starting answers everything else until then
   * @param room of the bodies of requests, each until its request is answered
   * @param timeout from a request's header to its answer
   */
  public Exchange(
      ActorSystem<?> system,
      Router early,
      Supplier<Problem> starting,
      BodyReader bodies,
      BodyRoom room,
      Duration timeout,
      Outages outages,
      Observer observer) {
    this.system = system;
    this.router = early;
    this.starting = starting;
    this.bodies = bodies;
    this.room = room;
    this.timeout = timeout;
    this.outages = outages;
    this.observer = observer;
  }

  /** From now on, {@code routes} are what there is. */
  public void open(Router routes) {
    router = routes;
    open = true;
  }

  /** Answers {@code request}; the stage never fails. */
  public CompletionStage<HttpResponse> answer(HttpRequest request) {
    return answer(request, this::begin);
  }

  /** Answers {@code request} with {@code why}, and has its connection closed; never fails. */
  public CompletionStage<HttpResponse> refuse(HttpRequest request, Problem why) {
    return answer(
        request,
        (read, target) ->
            afterBody(read, NO_ROUTE, Response.problem(why, target.path()).addHeader(CLOSE)));
  }

  private CompletionStage<HttpResponse> answer(
      HttpRequest request, BiFunction<HttpRequest, Target, Answering> begins) {
    long began = System.nanoTime();
    underWay.incrementAndGet();
    Target target = Target.of(request);
    BodyRoom.Share share = room.open();
    Answering answering = begins.apply(share.in(request), target);
    return answering.response.handle((response, failure) -> {
      share.close();
      HttpResponse answer =
          failure == null ? response : Response.problem(problem(failure), target.path());
      HttpResponse last = stopping ? answer.addHeader(CLOSE) : answer;
      underWay.decrementAndGet();
      completeIfIdle();
      observer.answered(
          request.method().value(),
          answering.template,
          last.status().intValue(),
          System.nanoTime() - began);
      return last;
    });
  }

  /**
   * From now on, requests are told to go elsewhere.
   *
   * @return completes when all that were under way are answered, at the latest after {@code
   *     deadline}
   */
  public CompletionStage<Void> stop(Duration deadline) {
    stopping = true;
    completeIfIdle();
    return idle.completeOnTimeout(null, deadline.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void completeIfIdle() {
    if (stopping && underWay.get() == 0) {
      idle.complete(null);
    }
  }

  private Answering begin(HttpRequest request, Target target) {
    String template = NO_ROUTE;
    try {
      Outcome found = router.find(request.method().value(), target);
      if (!open && !(found instanceof Found)) {
        throw starting.get().asRefusal();
      }
      return switch (found) {
        case Found(Route route, Map<String, String> captured) -> {
          template = route.template();
          yield new Answering(template, run(route, captured, request, target));
        }
        case Unknown() -> throw Problems.notFound(target.path()).asRefusal();
        case NotAllowed(String allow) ->
            throw Problems.methodNotAllowed("Method " + request.method().value(), allow)
                .asRefusal();
        case Described(String allow) ->
            afterBody(request, template, Response.empty(204, RawHeader.create("Allow", allow)));
      };
    } catch (RuntimeException | StackOverflowError e) {
      return afterBody(request, template, Response.problem(problem(e), target.path()));
    }
  }

  private CompletionStage<HttpResponse> run(
      Route route, Map<String, String> captured, HttpRequest request, Target target) {
    if (stopping && !route.whileStopping()) {
      throw Problems.stopping().asRefusal();
    }
    Map<String, String> parameters = target.parameters();
    for (String name : parameters.keySet()) {
      if (!route.parameters().contains(name)) {
        throw Problems.unknownParameter(name, route.parameters()).asRefusal();
      }
    }
    var matched = new Request(request, target.path(), captured, parameters, stopping);
    CompletionStage<HttpResponse> answer =
        route.takesBody()
            ? route.operation().answer(matched)
            : bodies.discard(request).thenCompose(read -> route.operation().answer(matched));
    return PekkoStages.within(
        system, answer.thenApply(Function.identity()).toCompletableFuture(), timeout);
  }

  private Answering afterBody(HttpRequest request, String template, HttpResponse response) {
    return new Answering(template, bodies.discard(request).thenApply(read -> response));
  }

  private Problem problem(Throwable failure) {
    Throwable cause = Cause.of(failure);
    if (cause instanceof Problem.Refusal refusal) {
      return refusal.problem();
    }
    Throwable reason = cause;
    return outages.problemOf(reason).orElseGet(() -> internal(reason));
  }

  private static Problem internal(Throwable defect) {
    String reference = UUID.randomUUID().toString();
    LOG.error("A request could not be answered (reference {})", reference, defect);
    return Problems.internal(reference);
  }

  private record Answering(String template, CompletionStage<HttpResponse> response) {}

  /** Tells an outage, which passes, from a defect. */
  @FunctionalInterface
  public interface Outages {
    Optional<Problem> problemOf(Throwable failure);
  }

  /** Hears of every answer. */
  @FunctionalInterface
  public interface Observer {

    /**
     * @param template of the route; {@code none} if there was none
     */
    void answered(String method, String template, int status, long nanoseconds);
  }
}
