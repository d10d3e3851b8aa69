package io.sillok.node.gateway.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;

/**
 * A request that matched a route.
 *
 * @param path as the client wrote it, without the query
 * @param captured the decoded segments of the path that the route's template names
 * @param parameters of the query, decoded; only such as the route knows
 * @param stopping whether the node is about to stop
 */
public record Request(
    HttpRequest http,
    String path,
    Map<String, String> captured,
    Map<String, String> parameters,
    boolean stopping) {

  /** The segment of the path that the template calls {@code name}. */
  public String segment(String name) {
    return captured.getOrDefault(name, "");
  }

  public Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  /** The parameter as an integer from {@code least} to {@code most}. */
  public long number(String name, long least, long most, long otherwise) {
    return parameter(name).map(text -> number(name, text, least, most)).orElse(otherwise);
  }

  /** The values of the header, one for each time that it was sent. */
  public List<String> headers(String name) {
    var values = new ArrayList<String>(1);
    String lowercase = name.toLowerCase(Locale.ROOT);
    for (HttpHeader header : http.getHeaders()) {
      if (header.is(lowercase)) {
        values.add(header.value());
      }
    }
    return values;
  }

  private static long number(String name, String text, long least, long most) {
    boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (digits && text.length() <= 18) {
      long number = Long.parseLong(text);
      if (number >= least && number <= most) {
        return number;
      }
    }
    String upTo = most == Long.MAX_VALUE ? "" : " to " + most;
    String range = most == Long.MAX_VALUE ? "at least " + least : "from " + least + upTo;
    throw Problems.invalidParameter(
            name, "must be a whole number %s, but is '%s'".formatted(range, Problems.shown(text)))
        .asRefusal();
  }
}
