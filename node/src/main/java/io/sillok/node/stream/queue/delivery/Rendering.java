package io.sillok.node.stream.queue.delivery;

/**
 * An event as workers get it.
 *
 * @param json in UTF-8; nobody writes into it
 * @param definition the fingerprint of the definition that it was read through
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Rendering(byte[] json, long definition) {

  /** Of an event that no worker gets. */
  static final Rendering NONE = new Rendering(new byte[0], 0);

  int size() {
    return json.length;
  }
}
