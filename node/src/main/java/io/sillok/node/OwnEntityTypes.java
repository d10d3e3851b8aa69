package io.sillok.node;

import io.sillok.node.entity.LoadedModule;
import io.sillok.node.processor.kept.ProcessorRules;
import io.sillok.node.stream.consumer.kept.ConsumerRules;
import io.sillok.node.stream.queue.kept.ProgressRules;
import io.sillok.node.stream.queue.kept.QueueRules;
import io.sillok.protocol.schema.EntityModel;
import java.util.List;

/**
 * The entity types of the node itself: what it has to remember for its users is events, too. Nobody
 * commands them from outside.
 */
final class OwnEntityTypes {

  /** Begins their names, and those of no module. */
  static final String PREFIX = "sillok-";

  private OwnEntityTypes() {}

  static LoadedModule module() {
    return new LoadedModule(
        "sillok",
        "",
        List.of(
            EntityModel.of(ConsumerRules.CONSUMER),
            EntityModel.of(QueueRules.TYPE),
            EntityModel.of(ProgressRules.TYPE),
            EntityModel.of(ProcessorRules.TYPE)));
  }
}
