package io.sillok.protocol.window.aggregate;

/** How many events had a value. */
public record Frequency(String value, long count) {}
