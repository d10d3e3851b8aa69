package io.sillok.node.gateway.stream;

import io.sillok.node.stream.append.Appended.Part;

/**
 * Where the parts of an event are in the request that brings it: pointers into the body, or the
 * names of headers and parameters.
 */
record EventPlace(String data, String key, String id, String time) {

  /** Of a CloudEvent in the body. */
  static EventPlace structured(String event) {
    return new EventPlace(event + "/data", event + "/subject", event + "/id", event + "/time");
  }

  /** Of a CloudEvent whose data is the body. */
  static EventPlace binary() {
    return new EventPlace("", "ce-subject", "ce-id", "ce-time");
  }

  /** Of bare JSON that is the body. */
  static EventPlace single() {
    return new EventPlace("", "key", "", "");
  }

  /** Of bare JSON in an array, where nothing comes beside it. */
  static EventPlace ofArray(int index) {
    String event = "/" + index;
    return new EventPlace(event, event, event, event);
  }

  String of(Part part) {
    return switch (part) {
      case DATA -> data;
      case KEY -> key;
      case ID -> id;
      case TIME -> time;
    };
  }
}
