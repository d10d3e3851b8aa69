package io.sillok.node.gateway.http;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.HttpEntity;

/** Reads the headers of a request that carries a command. */
public final class RequestHeaders {

  private static final int MAX_KEY_LENGTH = 255;
  private static final Pattern QUOTED_KEY =
      Pattern.compile("\"((?:[\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]|\\\\[\"\\\\])*)\"");
  private static final Pattern BARE_KEY = Pattern.compile("[\\x21\\x23-\\x7E]+");
  private static final Pattern ENTITY_TAG = Pattern.compile("\"([0-9]{1,18})\"");

  // Unset arrives as octet-stream, and curl's -d announces a form whatever it sends.
  private static final Set<String> TAKEN_FOR_JSON =
      Set.of(
          "application/json",
          "application/octet-stream",
          "application/x-www-form-urlencoded",
          "none/none");

  private static final Set<String> READABLE = Set.of("UTF-8", "US-ASCII");

  private RequestHeaders() {}

  /** The command's id: {@code Idempotency-Key}, quoted or bare. */
  public static Optional<String> idempotencyKey(Request request) {
    return single(request, "Idempotency-Key", "invalid-idempotency-key")
        .map(RequestHeaders::parseKey);
  }

  /** Where the caller expects the entity to stand: {@code If-Match}. */
  public static OptionalLong expectedSequenceNumber(Request request) {
    Optional<String> value = single(request, "If-Match", "invalid-if-match");
    if (value.isEmpty()) {
      return OptionalLong.empty();
    }
    Matcher tag = ENTITY_TAG.matcher(value.get());
    if (!tag.matches()) {
      throw invalid(
          "invalid-if-match",
          "If-Match",
          "must be one sequence number in double quotes, such as \"3\", but is %s; leave it out to"
                  .formatted(Problems.shown(value.get()))
              + " send the command whatever the entity's sequence number is");
    }
    return OptionalLong.of(Long.parseLong(tag.group(1)));
  }

  /** Refuses a body that says it is something other than JSON. */
  public static void requireJson(Request request) {
    HttpEntity body = request.http().entity();
    // A type that cannot be parsed stays among the headers.
    for (String unreadable : request.headers("Content-Type")) {
      throw Problems.unsupportedMediaType(unreadable).asRefusal();
    }
    String type = body.getContentType().mediaType().toString().toLowerCase(Locale.ROOT);
    if (!TAKEN_FOR_JSON.contains(type) && !type.endsWith("+json") && !body.isKnownEmpty()) {
      throw Problems.unsupportedMediaType(type).asRefusal();
    }
    requireUtf8(request);
  }

  /** Refuses a body that says it is in another charset. */
  public static void requireUtf8(Request request) {
    ContentType type = request.http().entity().getContentType();
    boolean readable =
        type.getCharsetOption().map(charset -> READABLE.contains(charset.value())).orElse(true);
    if (!readable) {
      throw Problems.unsupportedMediaType(type.toString()).asRefusal();
    }
  }

  /**
   * Refuses what a browser sends for a page of another site: such a page could otherwise command a
   * node that only its reader can reach.
   */
  public static void requireSameOrigin(Request request) {
    List<String> origins = request.headers("Origin");
    List<String> sites = request.headers("Sec-Fetch-Site");
    if (origins.isEmpty() && sites.isEmpty()) {
      return;
    }
    boolean same =
        sites.isEmpty()
            ? origins.stream().allMatch(origin -> isHost(origin, request))
            : sites.stream().allMatch(site -> site.equals("same-origin") || site.equals("none"));
    if (!same) {
      throw Problems.crossOrigin(origins.isEmpty() ? "another site" : origins.getFirst())
          .asRefusal();
    }
  }

  private static boolean isHost(String origin, Request request) {
    try {
      String authority = URI.create(origin).getRawAuthority();
      return request.headers("Host").stream().anyMatch(host -> host.equalsIgnoreCase(authority));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String parseKey(String value) {
    Matcher quoted = QUOTED_KEY.matcher(value);
    String key =
        quoted.matches()
            ? quoted.group(1).replaceAll("\\\\(.)", "$1")
            : BARE_KEY.matcher(value).matches() ? value : "";
    if (key.isEmpty() || key.length() > MAX_KEY_LENGTH) {
      throw invalid(
          "invalid-idempotency-key",
          "Idempotency-Key",
          "must be 1 to %d printable ASCII characters, best in double quotes, but is %s"
              .formatted(MAX_KEY_LENGTH, Problems.shown(value)));
    }
    return key;
  }

  private static Optional<String> single(Request request, String header, String code) {
    List<String> values = request.headers(header);
    if (values.size() > 1) {
      throw invalid(code, header, "is given more than once; give it once");
    }
    return values.stream().findFirst();
  }

  private static Problem.Refusal invalid(String code, String header, String rule) {
    return Problems.invalidHeader(code, header, rule).asRefusal();
  }
}
