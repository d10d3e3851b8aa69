package io.sillok.node.gateway.http;

import org.apache.pekko.event.LoggingAdapter;
import org.apache.pekko.http.ParsingErrorHandler;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.scaladsl.model.ErrorInfo;
import org.apache.pekko.http.scaladsl.model.StatusCode;
import org.apache.pekko.http.scaladsl.settings.ServerSettings;

/**
 * Answers what the HTTP parser itself refuses, with a problem too. Named in the server's settings,
 * as {@code parsing.error-handler}.
 */
public final class IllegalRequests extends ParsingErrorHandler {

  private static final int BAD_REQUEST = 400;
  private static final int NOT_IMPLEMENTED = 501;

  /** For the HTTP server, which makes it by name. */
  public IllegalRequests() {}

  @Override
  public HttpResponse handle(
      StatusCode status, ErrorInfo error, LoggingAdapter log, ServerSettings settings) {
    log.debug("A request is not well-formed: {}", error.formatPretty());
    // Where the parser broke off is not known as a path, so the instance is the server as a whole.
    return Response.problem(problem(status.intValue(), error.summary()), "/");
  }

  private static Problem problem(int status, String summary) {
    // The parser knows methods by name, and calls others not implemented.
    if (status == NOT_IMPLEMENTED) {
      return Problems.methodNotAllowed(summary, Router.ALL_METHODS);
    }
    // Whatever stands where the version should be is a fault of the request, not of the node.
    return Problems.malformedRequest(
        status > NOT_IMPLEMENTED ? BAD_REQUEST : status, Problems.shown(summary));
  }
}
