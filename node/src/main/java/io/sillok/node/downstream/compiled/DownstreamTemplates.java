package io.sillok.node.downstream.compiled;

import io.sillok.node.downstream.effect.CommandEffect.CommandMaker;
import io.sillok.node.entity.EntityModels;
import io.sillok.node.window.definition.declared.DeclaredDownstream;
import io.sillok.node.window.definition.declared.DeclaredDownstream.OfCommands;
import io.sillok.node.window.definition.declared.ProjectionFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/** Makes the commands of declared downstreams run. */
public record DownstreamTemplates(EntityModels models) {

  /**
   * What commands a downstream makes; nothing if it does not fit.
   *
   * @param results the schema of the stream of results
   */
  public Optional<CommandMaker> compile(DeclaredDownstream downstream, Schema results) {
    return check(downstream, results, new ArrayList<>());
  }

  /** Why it does not fit. */
  public String misfit(DeclaredDownstream downstream, Schema results) {
    List<ProjectionFault> faults = new ArrayList<>();
    check(downstream, results, faults);
    return faults.stream().map(ProjectionFault::placed).collect(Collectors.joining(". "));
  }

  private Optional<CommandMaker> check(
      DeclaredDownstream downstream, Schema results, List<ProjectionFault> faults) {
    return downstream.target() instanceof OfCommands commands
        ? new TemplateCheck(models, "", results, DownstreamCheck.present(downstream), faults)
            .template(commands)
            .map(CommandMaker.class::cast)
        : Optional.empty();
  }
}
