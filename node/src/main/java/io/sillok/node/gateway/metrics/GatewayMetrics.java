package io.sillok.node.gateway.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Counts requests and commands. */
public final class GatewayMetrics {

  private static final Duration[] BUCKETS = {
    Duration.ofMillis(1),
    Duration.ofMillis(5),
    Duration.ofMillis(25),
    Duration.ofMillis(100),
    Duration.ofMillis(500),
    Duration.ofSeconds(2),
    Duration.ofSeconds(10)
  };

  private final MeterRegistry registry;
  private final Map<RequestKind, RequestMeters> requests = new ConcurrentHashMap<>();
  private final Counter executed;
  private final Counter repeated;
  private final Counter rejected;
  private final Counter failed;
  private final Counter events;
  private final RateWindow commandRate = new RateWindow(System::nanoTime);
  private final RateWindow eventRate = new RateWindow(System::nanoTime);

  public GatewayMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.executed = commandCounter("executed");
    this.repeated = commandCounter("repeated");
    this.rejected = commandCounter("rejected");
    this.failed = commandCounter("failed");
    this.events =
        Counter.builder("sillok.events")
            .description("Events that commands through this gateway caused")
            .register(registry);
  }

  /**
   * A request was answered.
   *
   * @param route its template; the set of templates is bounded
   */
  public void request(String method, String route, int status, long nanoseconds) {
    var kind = new RequestKind(knownMethod(method), route, status / 100);
    requests.computeIfAbsent(kind, this::requestMeters).record(nanoseconds);
  }

  /** A command was decided; {@code caused} events came of it. */
  public void command(CommandOutcome outcome, int caused) {
    Counter counter =
        switch (outcome) {
          case EXECUTED -> executed;
          case REPEATED -> repeated;
          case REJECTED -> rejected;
          case FAILED -> failed;
        };
    counter.increment();
    commandRate.record(1);
    if (caused > 0) {
      events.increment(caused);
      eventRate.record(caused);
    }
  }

  /** Over the last 10 s. */
  public double commandsPerSecond() {
    return commandRate.perSecond();
  }

  /** Over the last 10 s. */
  public double eventsPerSecond() {
    return eventRate.perSecond();
  }

  private Counter commandCounter(String outcome) {
    return Counter.builder("sillok.commands")
        .description("Commands that this gateway passed on, by what became of them")
        .tag("outcome", outcome)
        .register(registry);
  }

  private RequestMeters requestMeters(RequestKind kind) {
    String status = kind.statusClass + "xx";
    Counter count =
        Counter.builder("sillok.http.requests")
            .description("HTTP requests answered")
            .tags("method", kind.method, "route", kind.route, "status", status)
            .register(registry);
    Timer duration =
        Timer.builder("sillok.http.request.duration")
            .description("From a request's header to its answer")
            .serviceLevelObjectives(BUCKETS)
            .tags("method", kind.method, "route", kind.route, "status", status)
            .register(registry);
    return new RequestMeters(count, duration);
  }

  /** Clients may make methods up; what is counted stays bounded. */
  private static String knownMethod(String method) {
    return switch (method) {
      case "GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH" -> method;
      default -> "other";
    };
  }

  /** What became of a command. */
  public enum CommandOutcome {
    EXECUTED,
    /** Took effect before; only answered again. */
    REPEATED,
    REJECTED,
    FAILED
  }

  private record RequestKind(String method, String route, int statusClass) {}

  private record RequestMeters(Counter count, Timer duration) {
    void record(long nanoseconds) {
      count.increment();
      duration.record(nanoseconds, TimeUnit.NANOSECONDS);
    }
  }
}
