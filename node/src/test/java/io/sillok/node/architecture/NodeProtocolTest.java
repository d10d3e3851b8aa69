package io.sillok.node.architecture;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.sillok.node.cluster.formation.Agreement;
import io.sillok.node.cluster.partition.NodeMessage;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * What nodes tell each other, held against what is kept. During an upgrade old nodes and new ones
 * talk, so what changes a message needs another number of the protocol.
 */
final class NodeProtocolTest {

  private static final Path KEPT = Path.of("src/test/resources/protocol/node-messages.txt");
  private static final Path NOW = Path.of("target/node-messages.txt");
  private static final String OURS = "io.sillok.";
  private static final String ENTITIES = "io.sillok.node.entity.sharded.";

  private final SortedMap<String, String> shapes = new TreeMap<>();

  @Test
  void messages_between_nodes_are_those_of_the_protocols_number() throws IOException {
    for (JavaClass each :
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.sillok.node")) {
      if (each.isAssignableTo(NodeMessage.class)
          || each.isAssignableTo(ENTITIES + "EntityMessage")
          || each.isAssignableTo(ENTITIES + "EntityAnswer")) {
        add(each.reflect());
      }
    }
    String now =
        shapes.entrySet().stream()
            .map(shape -> shape.getKey() + shape.getValue() + "\n")
            .collect(joining("", "protocol " + Agreement.PROTOCOL + "\n", ""));
    Files.writeString(NOW, now);

    assertThat(shapes).hasSizeGreaterThan(100);
    assertThat(now)
        .as(
            "If a node of the release before cannot read what this one sends, or the other way, give Agreement.PROTOCOL the next number; then copy node/%s to node/%s",
            NOW, KEPT)
        .isEqualTo(Files.readString(KEPT));
  }

  private void add(Class<?> type) {
    if (!type.getName().startsWith(OURS) || shapes.containsKey(type.getName())) {
      return;
    }
    if (type.isEnum()) {
      shapes.put(type.getName(), Arrays.toString(type.getEnumConstants()));
    } else if (type.isRecord()) {
      shapes.put(type.getName(), "");
      shapes.put(
          type.getName(),
          Arrays.stream(type.getRecordComponents())
              .map(this::part)
              .collect(joining(", ", "(", ")")));
    } else if (type.isSealed()) {
      Arrays.stream(type.getPermittedSubclasses()).forEach(this::add);
    }
  }

  private String part(RecordComponent component) {
    add(component.getGenericType());
    return component.getGenericType().getTypeName() + " " + component.getName();
  }

  private void add(Type type) {
    switch (type) {
      case Class<?> plain -> add(plain.isArray() ? plain.getComponentType() : plain);
      case ParameterizedType parameterized ->
          Arrays.stream(parameterized.getActualTypeArguments()).forEach(this::add);
      default -> {}
    }
  }
}
