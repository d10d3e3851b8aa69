package io.sillok.protocol.processor;

/** The state of a processor that needs none. */
public record NoState() {

  public static final NoState NONE = new NoState();
}
