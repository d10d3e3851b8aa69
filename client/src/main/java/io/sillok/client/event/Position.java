package io.sillok.client.event;

/**
 * A place in one stream, exactly behind an event. It may be kept anywhere and for as long as you
 * like.
 *
 * @param text opaque, and safe in URLs
 */
public record Position(String text) implements From {}
