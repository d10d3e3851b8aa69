package io.sillok.node.gateway.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

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
    List<Resource> matching =
        resources.stream().filter(resource -> resource.template().matches(segments)).toList();
    String asked = method.equals("HEAD") ? "GET" : method;
    for (Resource resource : matching) {
      for (Route route : resource.routes()) {
        if (route.method().equals(asked)) {
          return new Found(route, resource.template().capture(segments));
        }
      }
    }
    if (matching.isEmpty()) {
      return new Unknown();
    }
    String allow = allowed(matching);
    return method.equals("OPTIONS") ? new Described(allow) : new NotAllowed(allow);
  }

  /** A path may be of several templates, such as one that names what another leaves open. */
  private static String allowed(List<Resource> resources) {
    var methods = new TreeSet<String>();
    resources.stream()
        .flatMap(resource -> resource.routes().stream())
        .map(Route::method)
        .forEach(methods::add);
    if (methods.contains("GET")) {
      methods.add("HEAD");
    }
    methods.add("OPTIONS");
    return String.join(", ", methods);
  }

  sealed interface Outcome {}

  record Found(Route route, Map<String, String> captured) implements Outcome {}

  record Unknown() implements Outcome {}

  /** The path is known, the method is not taken. */
  record NotAllowed(String allow) implements Outcome {}

  /** The method only asks what is allowed. */
  record Described(String allow) implements Outcome {}

  private record Resource(PathTemplate template, List<Route> routes) {

    static Resource of(Map.Entry<String, List<Route>> entry) {
      return new Resource(new PathTemplate(entry.getKey()), entry.getValue());
    }
  }
}
