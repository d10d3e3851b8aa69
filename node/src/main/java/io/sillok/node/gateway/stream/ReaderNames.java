package io.sillok.node.gateway.stream;

import io.sillok.node.gateway.http.Request;
import java.util.regex.Pattern;

/** The names of what keeps a place in a stream for its users. */
final class ReaderNames {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final int LONGEST = 60;

  private ReaderNames() {}

  /**
   * The name in the request's path, or a refusal with {@code invalid-name}.
   *
   * @param what is named, which is the name of the segment, too
   */
  static String of(Request request, String what) {
    String name = request.segment(what);
    if (name.length() > LONGEST || !NAME.matcher(name).matches()) {
      throw StreamProblems.invalidName(what, name, LONGEST).asRefusal();
    }
    return name;
  }
}
