package io.sillok.client.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A path with its query, percent-encoded.
 *
 * @param text begins with a slash
 */
public record UrlPath(String text) {

  /** {@code /v1} and these segments; whatever is in a segment stays one. */
  public static UrlPath of(String... segments) {
    return new UrlPath("/v1").add(segments);
  }

  /** The same with more segments; only for a path without a query. */
  public UrlPath add(String... segments) {
    StringBuilder path = new StringBuilder(text);
    for (String segment : segments) {
      path.append('/').append(encoded(segment));
    }
    return new UrlPath(path.toString());
  }

  /** The same with one more parameter. */
  public UrlPath with(String parameter, Object value) {
    char before = text.indexOf('?') < 0 ? '?' : '&';
    return new UrlPath(text + before + parameter + '=' + encoded(value.toString()));
  }

  /** The same with one more parameter, if there is a value for it. */
  public UrlPath with(String parameter, Optional<?> value) {
    return value.map(present -> with(parameter, present)).orElse(this);
  }

  private static String encoded(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
