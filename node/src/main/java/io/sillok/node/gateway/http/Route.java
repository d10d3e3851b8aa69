package io.sillok.node.gateway.http;

import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/**
 * One operation of one resource.
 *
 * @param method {@code GET}, which answers {@code HEAD} too, {@code POST}, {@code PUT} or {@code
 *     DELETE}
 * @param template a path whose segments are literal, or {@code {name}}; a last {@code {name…}}
 *     takes all segments that are left
 * @param parameters the query parameters that are known
 * @param whileStopping whether it is still answered when the node stops
 */
public record Route(
    String method,
    String template,
    Set<String> parameters,
    boolean whileStopping,
    Operation operation) {

  public static Route get(String template, Operation operation, String... parameters) {
    return new Route("GET", template, Set.of(parameters), false, operation);
  }

  /** One that is answered even while the node stops. */
  public static Route always(String template, Operation operation) {
    return new Route("GET", template, Set.of(), true, operation);
  }

  public static Route post(String template, Operation operation, String... parameters) {
    return new Route("POST", template, Set.of(parameters), false, operation);
  }

  public static Route put(String template, Operation operation, String... parameters) {
    return new Route("PUT", template, Set.of(parameters), false, operation);
  }

  public static Route delete(String template, Operation operation) {
    return new Route("DELETE", template, Set.of(), false, operation);
  }

  /** Whether its operation reads the body; otherwise nobody does. */
  boolean takesBody() {
    return method.equals("POST") || method.equals("PUT");
  }

  /** Answers, or throws a {@link Problem.Refusal}; a stage that fails is a defect or an outage. */
  @FunctionalInterface
  public interface Operation {
    CompletionStage<HttpResponse> answer(Request request);
  }
}
