package io.sillok.node.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sillok.node.FileTrouble;
import io.sillok.node.ModulePath;
import io.sillok.node.StartException;
import io.sillok.node.cli.client.CommandFailure;
import io.sillok.node.cli.client.ExitCode;
import io.sillok.node.cli.client.Table;
import io.sillok.protocol.design.EventDesign;
import io.sillok.protocol.design.Finding;
import io.sillok.protocol.design.Finding.Severity;
import io.sillok.protocol.schema.JsonMismatchException;
import io.sillok.protocol.schema.ModuleDesign;
import io.sillok.protocol.schema.declared.DeclaredCodec;
import io.sillok.protocol.schema.declared.InvalidSchemaException;
import io.sillok.protocol.schema.declared.SchemaDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import org.apache.avro.Schema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Checks event definitions against the rules of event design, without a node. */
@Command(
    name = "lint",
    header = "Check events against the rules of event design, and processors.",
    description =
        "%nA finding is an error, for which a node refuses the definition, or a warning. The exit code"
            + " is 3 if there is an error. Each rule is explained in docs/event-design.md.%n",
    footerHeading = "%nExamples:%n",
    footer = {"  sillok lint order-placed.avsc", "  sillok lint my-module.jar --output json"})
final class LintCommand implements Callable<Integer> {

  private final Terminal terminal;
  @Mixin private OutputOptions output;

  @Parameters(
      paramLabel = "PATH",
      arity = "1..*",
      description = "A module's jar, a directory of jars, or a file with an Avro schema.")
  private List<Path> paths = List.of();

  LintCommand(Terminal terminal) {
    this.terminal = terminal;
    this.output = new OutputOptions(terminal);
  }

  @Override
  public Integer call() {
    SequencedMap<String, List<Finding>> findings = new LinkedHashMap<>();
    paths.forEach(path -> findings.putAll(check(path)));
    if (output.json()) {
      findings.forEach((event, all) -> all.forEach(each -> output.printJson(json(event, each))));
    } else {
      print(findings);
    }
    boolean refused = findings.values().stream().flatMap(List::stream).anyMatch(Finding::isError);
    return refused ? ExitCode.REJECTED : ExitCode.OK;
  }

  private static Map<String, List<Finding>> check(Path path) {
    if (!Files.exists(path)) {
      throw new CommandFailure(
          ExitCode.USAGE, "%s does not exist; give a jar or a schema file".formatted(path));
    }
    return Files.isDirectory(path) || path.toString().endsWith(".jar")
        ? checkModules(path)
        : checkSchema(path);
  }

  private static Map<String, List<Finding>> checkModules(Path path) {
    Map<String, List<Finding>> findings = new LinkedHashMap<>();
    try (ModulePath modules = ModulePath.open(path)) {
      modules.forEach(module -> {
        findings.putAll(ModuleDesign.check(module));
        ModuleDesign.refusedProcessors(module)
            .forEach((name, why) -> findings.put("processor " + name, List.of(refused(why))));
      });
    } catch (StartException unusable) {
      throw new CommandFailure(ExitCode.USAGE, String.valueOf(unusable.getMessage()));
    }
    return findings;
  }

  private static Finding refused(String why) {
    return new Finding("processor-runs", Severity.ERROR, "", "", "A node would refuse it", why);
  }

  private static Map<String, List<Finding>> checkSchema(Path path) {
    try {
      Schema schema = SchemaDocument.parseAny(DeclaredCodec.readTree(Files.readAllBytes(path)));
      return Map.of(path.toString(), EventDesign.checkDeclared(schema, Optional.empty()));
    } catch (IOException unreadable) {
      throw new CommandFailure(
          ExitCode.USAGE, "%s cannot be read: %s".formatted(path, FileTrouble.inWords(unreadable)));
    } catch (InvalidSchemaException invalid) {
      throw notASchema(path, "%s (%s)".formatted(invalid.reason(), invalid.pointer()));
    } catch (JsonMismatchException invalid) {
      throw notASchema(path, String.valueOf(invalid.getMessage()));
    }
  }

  private static CommandFailure notASchema(Path path, String why) {
    return new CommandFailure(
        ExitCode.USAGE,
        "%s is no Avro schema: %s; give a record as JSON, or a module's *.jar"
            .formatted(path, why));
  }

  private void print(SequencedMap<String, List<Finding>> findings) {
    Table table = new Table("SEVERITY", "EVENT", "FIELD", "RULE", "WHY AND WHAT TO DO");
    findings.forEach((event, all) -> {
      for (Finding each : all) {
        table.row(
            severity(each),
            event,
            each.field(),
            each.rule(),
            each.problem() + "; " + each.remedy());
      }
    });
    if (findings.values().stream().allMatch(List::isEmpty)) {
      terminal.out().println("%d events checked, nothing found".formatted(findings.size()));
    } else {
      table.print(terminal.out());
    }
  }

  private static ObjectNode json(String event, Finding finding) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("event", event)
        .put("severity", severity(finding))
        .put("rule", finding.rule())
        .put("field", finding.field())
        .put("pointer", finding.pointer())
        .put("problem", finding.problem())
        .put("remedy", finding.remedy());
  }

  private static String severity(Finding finding) {
    return finding.severity().name().toLowerCase(Locale.ROOT);
  }
}
