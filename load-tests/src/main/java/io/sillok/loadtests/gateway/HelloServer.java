package io.sillok.loadtests.gateway;

import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.server.AllDirectives;
import org.apache.pekko.http.javadsl.server.Route;

/**
 * Pekko HTTP's routes answering hello: {@code HelloServer PORT}. What any gateway on Pekko HTTP has
 * to pay.
 */
public final class HelloServer extends AllDirectives {

  private HelloServer() {}

  public static void main(String[] arguments) {
    ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "hello");
    Http.get(system)
        .newServerAt("127.0.0.1", Integer.parseInt(arguments[0]))
        .bind(new HelloServer().routes())
        .toCompletableFuture()
        .join();
  }

  private Route routes() {
    return path("hello", () -> get(() -> complete("hello")));
  }
}
