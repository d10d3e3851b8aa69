package io.sillok.client.http;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/**
 * The addresses of a cluster's nodes, and which of them is asked now: one by chance at first, so
 * that clients spread, and the next one when it fails. Any node answers for all.
 */
public final class Nodes {

  private final List<URI> addresses;
  private final AtomicInteger current = new AtomicInteger();

  private Nodes(List<URI> addresses) {
    this.addresses = addresses;
  }

  /**
   * @throws IllegalArgumentException naming the address that is not {@code http://host:port} or
   *     {@code https://host:port}, with or without a path
   */
  public static Nodes of(List<URI> addresses, RandomGenerator random) {
    Set<URI> distinct = new LinkedHashSet<>();
    addresses.forEach(address -> distinct.add(normal(address)));
    if (distinct.isEmpty()) {
      throw new IllegalArgumentException(
          "Give the address of at least one node, such as http://127.0.0.1:8080");
    }
    List<URI> rotated = new ArrayList<>(distinct);
    Collections.rotate(rotated, random.nextInt(rotated.size()));
    return new Nodes(List.copyOf(rotated));
  }

  int count() {
    return addresses.size();
  }

  URI current() {
    return addresses.get(Math.floorMod(current.get(), addresses.size()));
  }

  /** Has the next one asked, unless somebody who met the same failure has done so already. */
  void moveOnFrom(URI failed) {
    int now = current.get();
    if (addresses.get(Math.floorMod(now, addresses.size())).equals(failed)) {
      current.compareAndSet(now, now + 1);
    }
  }

  private static URI normal(URI address) {
    String scheme = address.getScheme() == null ? "" : address.getScheme();
    boolean http = scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https");
    if (!http || address.getHost() == null || address.getQuery() != null) {
      throw new IllegalArgumentException(
          "A node's address must be such as http://127.0.0.1:8080, but is '%s'".formatted(address));
    }
    String text = address.toString();
    return URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
  }
}
