package io.sillok.node.gateway.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Finds the route of a request. One table gives what is found, what is allowed instead (405, {@code
 * OPTIONS}) and the bounded set of names under which requests are counted.
 */
public final class Router {

  /** For requests that are about no path in particular. */
  static final String ALL_METHODS = "DELETE, GET, HEAD, OPTIONS, POST, PUT";

  private final List<Resource> resources;

  /**
   * @param routes tried in this order
   */
  public Router(List<Route> routes) {
    var byTemplate = new LinkedHashMap<String, List<Route>>();
    for (Route route : routes) {
      byTemplate.computeIfAbsent(route.template(), template -> new ArrayList<>()).add(route);
    }
    resources = byTemplate.entrySet().stream().map(Resource::of).toList();
  }

  /** What becomes of {@code method} on {@code target}. */
  Outcome find(String method, Target target) {
    if (target.path().equals("*")) {
      return method.equals("OPTIONS") ? new Described(ALL_METHODS) : new Unknown();
    }
    List<String> segments = target.segments();
    for (Resource resource : resources) {
      if (resource.template().matches(segments)) {
        return resource.outcome(method, segments);
      }
    }
    return new Unknown();
  }

  sealed interface Outcome {}

  record Found(Route route, Map<String, String> captured) implements Outcome {}

  record Unknown() implements Outcome {}

  /** The path is known, the method is not taken. */
  record NotAllowed(String allow) implements Outcome {}

  /** The method only asks what is allowed. */
  record Described(String allow) implements Outcome {}

  private record Resource(PathTemplate template, List<Route> routes, String allow) {

    static Resource of(Map.Entry<String, List<Route>> entry) {
      return new Resource(
          new PathTemplate(entry.getKey()), entry.getValue(), allowed(entry.getValue()));
    }

    Outcome outcome(String method, List<String> segments) {
      String asked = method.equals("HEAD") ? "GET" : method;
      for (Route route : routes) {
        if (route.method().equals(asked)) {
          return new Found(route, template.capture(segments));
        }
      }
      return method.equals("OPTIONS") ? new Described(allow) : new NotAllowed(allow);
    }

    private static String allowed(List<Route> routes) {
      var methods = new ArrayList<>(routes.stream().map(Route::method).toList());
      if (methods.contains("GET")) {
        methods.add("HEAD");
      }
      methods.add("OPTIONS");
      return methods.stream().sorted().collect(Collectors.joining(", "));
    }
  }
}
