package io.sillok.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.sillok.protocol.SillokModule;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Makes jars that a node should not take as modules. */
final class ModuleJar {

  private static final String SERVICE = "META-INF/services/" + SillokModule.class.getName();

  private ModuleJar() {}

  /** A module that says it was built for version {@code protocol} of the SPI. */
  static Path ofProtocol(int protocol, Path directory) throws IOException {
    return of("Future", source(protocol), directory);
  }

  /** A module whose class {@code name} is in no package. */
  static Path of(String name, String code, Path directory) throws IOException {
    Path classes = Files.createDirectories(directory.resolve("classes"));
    Path source = directory.resolve(name + ".java");
    Files.writeString(source, code);
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-d",
                classes.toString(),
                "-cp",
                spi().toString(),
                source.toString());
    assertThat(failed).isZero();
    Path jar = directory.resolve(name + ".jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      add(out, SERVICE, name.getBytes(StandardCharsets.UTF_8));
      try (Stream<Path> files = Files.list(classes)) {
        for (Path file : files.toList()) {
          add(out, file.getFileName().toString(), Files.readAllBytes(file));
        }
      }
    }
    return jar;
  }

  /** A jar that names a module's class, and nothing else. */
  static Path naming(String module, Path jar) throws IOException {
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      add(out, SERVICE, module.getBytes(StandardCharsets.UTF_8));
    }
    return jar;
  }

  /** A jar of something else. */
  static Path withoutModule(Path jar) throws IOException {
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      add(out, "readme.txt", new byte[0]);
    }
    return jar;
  }

  private static String source(int protocol) {
    return """
    import io.sillok.protocol.SillokModule;
    import io.sillok.protocol.entity.EntityType;
    import java.util.List;

    public final class Future implements SillokModule {
      public String name() { return "from-the-future"; }
      public String version() { return "1.0"; }
      public int protocol() { return %d; }
      public List<EntityType<?, ?, ?>> entityTypes() { return List.of(); }
    }
    """
        .formatted(protocol);
  }

  private static void add(JarOutputStream out, String name, byte[] content) throws IOException {
    out.putNextEntry(new JarEntry(name));
    out.write(content);
    out.closeEntry();
  }

  private static Path spi() {
    try {
      return Path.of(
          SillokModule.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
