package io.sillok.node.cli.processor;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.cli.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Has parked events processed again, by the rules of now. */
@Command(
    name = "replay",
    header = "Have parked events processed again, by the rules of now.",
    description =
        "%nEnds with 3 if some could not be processed this time either, with 1 if partitions did not do it.%n",
    customSynopsis = "sillok processor NAME replay [OPTIONS] (PARTITION/OFFSET... | --all)",
    footerHeading = "%nExamples:%n",
    footer = {
      "  sillok processor product-sales replay 3/17 5/2",
      "  sillok processor product-sales replay --all"
    })
public final class ReplayCommand implements Callable<Integer> {

  @ParentCommand private ProcessorCommand processor;
  @Mixin private ChosenEvents chosen;

  public ReplayCommand(Terminal terminal) {
    this.processor = new ProcessorCommand(terminal);
    this.chosen = new ChosenEvents(terminal);
  }

  @Override
  public Integer call() {
    return chosen.settle(processor, "replay", ReplayCommand::said);
  }

  private static String said(JsonNode answer) {
    return "%d processed".formatted(answer.path("replayed").asInt());
  }
}
