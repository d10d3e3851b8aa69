package io.sillok.node.gateway.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.headers.RawRequestURI;

/**
 * What a request asks for, as the client wrote it.
 *
 * @param path percent-encoded, without the query; {@code *} for the server as a whole
 * @param query percent-encoded, without the question mark; empty if there is none
 */
record Target(String path, String query) {

  static Target of(HttpRequest request) {
    // HTTP/1.1 has the bytes themselves; HTTP/2 has them after one round of parsing.
    return request
        .getHeader(RawRequestURI.class)
        .map(raw -> parse(raw.uri()))
        .orElseGet(() ->
            new Target(
                request.getUri().getPathString(), request.getUri().rawQueryString().orElse("")));
  }

  static Target parse(String raw) {
    String relative = raw.startsWith("/") ? raw : withoutAuthority(raw);
    int fragment = relative.indexOf('#');
    String whole = fragment < 0 ? relative : relative.substring(0, fragment);
    int mark = whole.indexOf('?');
    return mark < 0
        ? new Target(whole, "")
        : new Target(whole.substring(0, mark), whole.substring(mark + 1));
  }

  /** The path's segments, still percent-encoded; an empty last one for a trailing slash. */
  List<String> segments() {
    var segments = new ArrayList<String>(8);
    int start = 1;
    for (int slash = path.indexOf('/', 1); slash >= 0; slash = path.indexOf('/', start)) {
      segments.add(path.substring(start, slash));
      start = slash + 1;
    }
    segments.add(start > path.length() ? "" : path.substring(start));
    return segments;
  }

  /** The query's parameters, decoded; each at most once. */
  Map<String, String> parameters() {
    if (query.isEmpty()) {
      return Map.of();
    }
    var parameters = new LinkedHashMap<String, String>();
    for (String part : query.split("&", -1)) {
      if (part.isEmpty()) {
        continue;
      }
      int equals = part.indexOf('=');
      String name = PercentCoding.decodeQuery(equals < 0 ? part : part.substring(0, equals));
      String value = equals < 0 ? "" : PercentCoding.decodeQuery(part.substring(equals + 1));
      if (parameters.putIfAbsent(name, value) != null) {
        throw Problems.invalidParameter(name, "is given more than once; give it once").asRefusal();
      }
    }
    return parameters;
  }

  private static String withoutAuthority(String raw) {
    int authority = raw.indexOf("://");
    if (authority < 0) {
      return raw;
    }
    int end = authority + 3;
    while (end < raw.length() && "/?#".indexOf(raw.charAt(end)) < 0) {
      end++;
    }
    String rest = raw.substring(end);
    return rest.startsWith("/") ? rest : "/" + rest;
  }
}
