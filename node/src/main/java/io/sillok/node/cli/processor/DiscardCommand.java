package io.sillok.node.cli.processor;

import com.fasterxml.jackson.databind.JsonNode;
import io.sillok.node.cli.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Gives parked events up for good. */
@Command(
    name = "discard",
    header = "Give parked events up for good.",
    description =
        "%nThey are never processed, which cannot be undone; the input keeps them. Ends with 1 if partitions did not do it.%n",
    customSynopsis = "sillok processor NAME discard [OPTIONS] (PARTITION/OFFSET... | --all)",
    footerHeading = "%nExamples:%n",
    footer = {
      "  sillok processor product-sales discard 3/17 5/2",
      "  sillok processor product-sales discard --all"
    })
public final class DiscardCommand implements Callable<Integer> {

  @ParentCommand private ProcessorCommand processor;
  @Mixin private ChosenEvents chosen;

  public DiscardCommand(Terminal terminal) {
    this.processor = new ProcessorCommand(terminal);
    this.chosen = new ChosenEvents(terminal);
  }

  @Override
  public Integer call() {
    return chosen.settle(processor, "discard", DiscardCommand::said);
  }

  private static String said(JsonNode answer) {
    return "%d discarded".formatted(answer.path("discarded").asInt());
  }
}
