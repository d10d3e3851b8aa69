package io.sillok.node.window.definition.declared.compiled;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.stream.EventDecoder;
import io.sillok.node.stream.StreamDefinition;
import io.sillok.node.window.definition.ProjectionDefinition;
import io.sillok.node.window.definition.ProjectionInput;
import io.sillok.node.window.definition.ProjectionVersion;
import io.sillok.node.window.definition.declared.DeclaredProjection;
import io.sillok.node.window.definition.declared.document.ReadProjection;
import io.sillok.node.window.definition.declared.telling.DeclaredForm;
import io.sillok.protocol.window.aggregate.Aggregate;
import io.sillok.protocol.window.run.Summaries;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Makes declared projections run. */
public final class DeclaredDefinitions {

  private DeclaredDefinitions() {}

  /**
   * The projection as it runs.
   *
   * @param streams at least those that it reads, as they are defined now
   * @param decoder of their events
   * @throws UnfitProjectionException if it does not fit them any more
   */
  public static ProjectionDefinition<JsonNode> definition(
      DeclaredProjection projection,
      ProjectionVersion version,
      Collection<? extends StreamDefinition> streams,
      EventDecoder decoder) {
    CheckedProjection checked =
        ProjectionCheck.check(version.projection(), ReadProjection.of(projection), streams);
    List<ProjectionInput<JsonNode>> inputs = new ArrayList<>();
    checked
        .sources()
        .forEach(source -> inputs.add(new DeclaredInput(source, checked.told(), decoder)));
    List<Aggregate<JsonNode, ?, ?>> aggregates = new ArrayList<>();
    checked.told().forEach(each -> aggregates.add(each.aggregate()));
    return new ProjectionDefinition<>(
        version,
        inputs,
        projection.windowing(),
        new Summaries<>(aggregates),
        new DeclaredForm(version.projection(), checked.told()));
  }
}
