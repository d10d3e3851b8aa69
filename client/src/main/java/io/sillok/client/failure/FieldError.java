package io.sillok.client.failure;

/**
 * One single thing that is wrong with a body.
 *
 * @param code stable and for programs, such as {@code unknown-field}
 * @param pointer into the body (RFC 6901); empty for all of it
 * @param message for people
 */
public record FieldError(String code, String pointer, String message) {}
