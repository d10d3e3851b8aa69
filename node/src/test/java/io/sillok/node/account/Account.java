package io.sillok.node.account;

/** The state of an account. */
public record Account(long balance, long changes) {}
