package io.sillok.node.account;

import io.sillok.protocol.SillokModule;
import io.sillok.protocol.entity.EntityType;
import io.sillok.protocol.event.EventDefinition;
import java.time.Instant;
import java.util.List;

/** A module with a stream and no entity type. */
public final class VisitModule implements SillokModule {

  private final String stream;

  /**
   * @param stream the name of its stream
   */
  public VisitModule(String stream) {
    this.stream = stream;
  }

  /** Somebody came to a branch. */
  public record BranchVisited(String branch, Instant visitedAt) {}

  @Override
  public String name() {
    return "visits";
  }

  @Override
  public String version() {
    return "1.0";
  }

  @Override
  public int protocol() {
    return PROTOCOL;
  }

  @Override
  public List<EntityType<?, ?, ?>> entityTypes() {
    return List.of();
  }

  @Override
  public List<EventDefinition<?>> streams() {
    return List.of(EventDefinition.keyed(stream, BranchVisited.class, "branch").at("visitedAt"));
  }
}
