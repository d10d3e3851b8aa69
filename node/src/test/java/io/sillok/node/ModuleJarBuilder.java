package io.sillok.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.protocol.SillokModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Compiles sources and packs jars of modules, sound ones and others. */
final class ModuleJarBuilder {

  private final Path directory;
  private final List<String> services = new ArrayList<>();

  ModuleJarBuilder(Path directory) throws IOException {
    this.directory = Files.createDirectories(directory);
    Files.createDirectories(classes());
  }

  /** A module class named {@code name} in no package; {@code body} may replace its methods. */
  static String module(String className, String name, int protocol, String entityTypes) {
    return """
    import io.sillok.protocol.entity.*;
    import java.util.List;
    public class %s implements io.sillok.protocol.SillokModule {
      public String name() { return "%s"; }
      public String version() { return "1.0"; }
      public int protocol() { return %d; }
      public List<EntityType<?, ?, ?>> entityTypes() { return %s; }
    }
    """
        .formatted(className, name, protocol, entityTypes);
  }

  ModuleJarBuilder source(String className, String source) throws IOException {
    Path file = Files.writeString(directory.resolve(className + ".java"), source);
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-d",
                classes().toString(),
                "-cp",
                System.getProperty("java.class.path") + ":" + classes(),
                file.toString());
    assertThat(result).as("compiles").isZero();
    return this;
  }

  ModuleJarBuilder service(String className) {
    services.add(className);
    return this;
  }

  ModuleJarBuilder without(String className) throws IOException {
    Files.delete(classes().resolve(className + ".class"));
    return this;
  }

  /** As if compiled for a Java that is far away. */
  ModuleJarBuilder fromTheFuture(String className) throws IOException {
    Path file = classes().resolve(className + ".class");
    byte[] bytes = Files.readAllBytes(file);
    bytes[7] = 120;
    Files.write(file, bytes);
    return this;
  }

  Path jar(String name) throws IOException {
    Path jar = directory.resolve(name);
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.walk(classes())) {
      files.filter(Files::isRegularFile).forEach(file -> add(out, file));
      if (!services.isEmpty()) {
        out.putNextEntry(new JarEntry("META-INF/services/" + SillokModule.class.getName()));
        out.write(String.join("\n", services).getBytes(StandardCharsets.UTF_8));
      }
    }
    return jar;
  }

  private void add(JarOutputStream out, Path file) {
    try {
      out.putNextEntry(new JarEntry(classes().relativize(file).toString()));
      Files.copy(file, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path classes() {
    return directory.resolve("classes");
  }
}
