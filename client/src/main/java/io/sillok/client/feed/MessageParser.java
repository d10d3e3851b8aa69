package io.sillok.client.feed;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Reads server-sent events as the HTML standard has them (9.2.6). One that the end of the bytes
 * cuts off is none.
 */
final class MessageParser {

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final LineSplitter splitter = new LineSplitter();
  private final Consumer<Message> messages;
  private final StringBuilder data = new StringBuilder();
  private String type = "";
  private String id = "";
  private boolean begun;

  /**
   * @param messages takes each one
   */
  MessageParser(Consumer<Message> messages) {
    this.messages = messages;
  }

  void take(ByteBuffer bytes) {
    splitter.take(bytes, this::line);
  }

  private void line(String text) {
    boolean marked = !begun && !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
    String line = marked ? text.substring(1) : text;
    begun = true;
    if (line.isEmpty()) {
      dispatch();
      return;
    }
    int colon = line.indexOf(':');
    String field = colon < 0 ? line : line.substring(0, colon);
    String rest = colon < 0 ? "" : line.substring(colon + 1);
    field(field, rest.startsWith(" ") ? rest.substring(1) : rest);
  }

  private void field(String name, String value) {
    switch (name) {
      case "data" -> data.append(value).append('\n');
      case "event" -> type = value;
      case "id" -> id = value.indexOf('\0') < 0 ? value : id;
      default -> {
        // a comment, whose name is empty, or a field that says nothing here
      }
    }
  }

  private void dispatch() {
    if (!data.isEmpty()) {
      data.setLength(data.length() - 1);
      messages.accept(
          new Message(type.isEmpty() ? Message.DEFAULT_TYPE : type, id, data.toString()));
    }
    data.setLength(0);
    type = "";
  }
}
