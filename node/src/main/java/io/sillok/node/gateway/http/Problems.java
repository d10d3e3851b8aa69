package io.sillok.node.gateway.http;

import java.util.Collection;

/** The problems that any request may meet, whatever it asks for. */
public final class Problems {

  private static final String RETRY_AFTER_SECONDS = "1";

  private Problems() {}

  public static Problem notFound(String path) {
    return Problem.of(
        404,
        "not-found",
        "Nothing is here",
        "There is no resource at %s; /openapi.json lists what there is".formatted(shown(path)));
  }

  public static Problem methodNotAllowed(String method, String allow) {
    return Problem.of(
            405,
            "method-not-allowed",
            "The resource does not take this method",
            "%s is not taken here; use one of %s".formatted(shown(method), allow))
        .withHeader("Allow", allow);
  }

  /** A request that breaks HTTP's own grammar. */
  public static Problem malformedRequest(int status, String detail) {
    return Problem.of(status, "malformed-request", "The request is not well-formed HTTP", detail);
  }

  public static Problem malformedUri(String what) {
    return Problem.of(
        400,
        "malformed-request",
        "The request is not well-formed HTTP",
        what + "; write it as percent-encoded UTF-8");
  }

  public static Problem invalidParameter(String name, String rule) {
    return Problem.of(
        400,
        "invalid-parameter",
        "A query parameter is not valid",
        "Parameter %s %s".formatted(shown(name), rule));
  }

  public static Problem unknownParameter(String name, Collection<String> known) {
    String mend =
        known.isEmpty() ? "this resource takes none" : "known are " + String.join(", ", known);
    return invalidParameter(name, "is not known here; " + mend);
  }

  public static Problem invalidHeader(String code, String header, String rule) {
    return Problem.of(
        400, code, "A request header is not valid", "Header %s %s".formatted(header, rule));
  }

  /**
   * @param setting that says so
   */
  public static Problem bodyTooLarge(long limit, String setting) {
    return Problem.of(
        413,
        "body-too-large",
        "The request's body is too large",
        "A body may have up to %d bytes here; send less, or raise %s".formatted(limit, setting));
  }

  public static Problem bodyTimeout(long seconds) {
    return Problem.of(
        408,
        "body-timeout",
        "The request's body did not arrive in time",
        "The body must arrive within %d s; nothing was done, so send it again".formatted(seconds));
  }

  public static Problem bodyIncomplete() {
    return Problem.of(
        400,
        "malformed-request",
        "The request is not well-formed HTTP",
        "The body broke off or is not framed as its headers say; nothing was done");
  }

  public static Problem unsupportedMediaType(String type) {
    return Problem.of(
        415,
        "unsupported-media-type",
        "The body's media type is not taken",
        "Content-Type %s is not taken; send JSON in UTF-8 as application/json"
            .formatted(shown(type)));
  }

  /**
   * @param instead what can be asked for
   */
  public static Problem notAcceptable(String accept, String instead) {
    return Problem.of(
        406,
        "not-acceptable",
        "The answer does not come in such a form",
        "Nothing here is %s; ask with Accept: %s".formatted(shown(accept), instead));
  }

  public static Problem crossOrigin(String origin) {
    return Problem.of(
        403,
        "cross-origin",
        "Pages of other sites may not send commands",
        "A page of %s may not change anything here; send the request from this node's own pages"
                .formatted(shown(origin))
            + " or from a program");
  }

  public static Problem stopping() {
    return unavailable("stopping", "The node is stopping", "Send the request to another node");
  }

  public static Problem timeout() {
    return unavailable(
        "timeout",
        "The answer did not come in time",
        "What was asked may or may not take effect; ask again, a command with the same"
            + " Idempotency-Key takes effect once");
  }

  /** More waits on the node for partitions than may, so what was asked came to none. */
  public static Problem partitionMoving(String detail) {
    return unavailable(
        "partition-moving", "Too much waits for partitions that move or start", detail);
  }

  /** More is on its way than may wait. */
  public static Problem saturated(String detail) {
    return Problem.of(429, "saturated", "Too much is on its way", detail)
        .withHeader("Retry-After", RETRY_AFTER_SECONDS);
  }

  /** All connections are taken. */
  public static Problem tooManyConnections(int most) {
    return unavailable(
        "too-many-connections",
        "The node has no connection left",
        "%d connections are open here; send the request to another node, or raise sillok.gateway.max-connections"
            .formatted(most));
  }

  /** The node that should do it is of another version, which does not know what was asked for. */
  public static Problem upgrading(String detail) {
    return unavailable("upgrading", "Nodes are of several versions", detail);
  }

  /** Others may have gone on without this node. */
  public static Problem stoodStill() {
    return unavailable(
        "not-ready",
        "The node stood still",
        "Other nodes may have taken over its partitions meanwhile, and it does not know yet; send the request to another node");
  }

  /** An answer that cannot be given now, but perhaps soon. */
  public static Problem unavailable(String code, String title, String detail) {
    return Problem.of(503, code, title, detail).withHeader("Retry-After", RETRY_AFTER_SECONDS);
  }

  /** A defect of ours; what it was stays in the node's log. */
  public static Problem internal(String reference) {
    return Problem.of(
        500,
        "internal",
        "The node failed to answer",
        "This is a defect of the node; its log tells more under reference " + reference);
  }

  /** {@code text} as it may stand in a message: bounded, and without control characters. */
  public static String shown(String text) {
    String bounded = text.length() > 100 ? text.substring(0, 100) + "…" : text;
    return bounded
        .codePoints()
        .map(point -> Character.isISOControl(point) ? '\uFFFD' : point)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
