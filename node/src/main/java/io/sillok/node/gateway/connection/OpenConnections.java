package io.sillok.node.gateway.connection;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Those that are open, to be told how to end; one that opens later is told at once. */
final class OpenConnections {

  private final Set<Consumer<Ending>> open = ConcurrentHashMap.newKeySet();
  private volatile Optional<Ending> ending = Optional.empty();

  void add(Consumer<Ending> connection) {
    open.add(connection);
    ending.ifPresent(connection);
  }

  void remove(Consumer<Ending> connection) {
    open.remove(connection);
  }

  void end(Ending how) {
    ending = Optional.of(how);
    open.forEach(connection -> connection.accept(how));
  }
}
