package io.sillok.node.window.definition.declared;

/**
 * What is wrong at one place of a document.
 *
 * @param code stable and for programs
 * @param pointer into the document, by RFC 6901
 * @param message what is there, and what to do; goes on behind the place
 */
public record ProjectionFault(String code, String pointer, String message) {

  /** With its place, for people. */
  public String placed() {
    return "%s %s".formatted(pointer.isEmpty() ? "The declaration" : pointer, message);
  }
}
