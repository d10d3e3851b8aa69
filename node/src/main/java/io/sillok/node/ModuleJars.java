package io.sillok.node;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarFile;

/** The jars at a path of modules. */
record ModuleJars(List<Path> jars) {

  /**
   * @param path a jar, or a directory whose jars belong together
   * @throws StartException if there is none, or one cannot be read
   */
  static ModuleJars at(Path path) {
    if (!Files.exists(path)) {
      throw new StartException(
          "module-missing",
          "Module path %s does not exist; give a jar or a directory of jars".formatted(path),
          null);
    }
    List<Path> jars = Files.isDirectory(path) ? jarsIn(path) : List.of(path);
    if (jars.isEmpty()) {
      throw new StartException(
          "module-missing", "Module directory %s has no *.jar in it".formatted(path), null);
    }
    jars.forEach(ModuleJars::check);
    return new ModuleJars(jars);
  }

  URLClassLoader classLoader() {
    URL[] urls = jars.stream().map(ModuleJars::url).toArray(URL[]::new);
    return new URLClassLoader("modules", urls, ModuleJars.class.getClassLoader());
  }

  /** Why a class of a module cannot be loaded or run, in one line. */
  static String why(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null
        && (cause instanceof ExceptionInInitializerError || !(cause instanceof LinkageError))) {
      cause = cause.getCause();
    }
    String detail = oneLine(String.valueOf(cause.getMessage()));
    return switch (cause) {
      case UnsupportedClassVersionError newer ->
          "%s; run the node on a newer JDK than %s, or compile the module with --release %s"
              .formatted(detail, Runtime.version().feature(), Runtime.version().feature());
      case NoClassDefFoundError missing ->
          "class %s is neither in it nor in the node; put the jar that has it beside it, in one directory"
              .formatted(detail.replace('/', '.'));
      case ClassNotFoundException missing ->
          "class %s is neither in it nor in the node".formatted(detail);
      case NoSuchMethodError missing -> built(missing, detail);
      case AbstractMethodError missing -> built(missing, detail);
      default -> cause.equals(failure) ? oneLine(cause.toString()) : both(failure, cause);
    };
  }

  private static String built(LinkageError missing, String detail) {
    return "it was built against another version of shared-protocol or of a library (%s: %s); build it against this node's"
        .formatted(missing.getClass().getSimpleName(), detail);
  }

  private static String both(Throwable failure, Throwable cause) {
    return oneLine("%s (%s)".formatted(failure.getMessage(), cause));
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s*\\R\\s*", " ");
  }

  private static List<Path> jarsIn(Path directory) {
    List<Path> jars = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "*.jar")) {
      found.forEach(jars::add);
    } catch (IOException unreadable) {
      throw new StartException(
          "module-missing",
          "Module directory %s cannot be read: %s"
              .formatted(directory, FileTrouble.inWords(unreadable)),
          unreadable);
    }
    Collections.sort(jars);
    return jars;
  }

  private static void check(Path jar) {
    try (JarFile opened = new JarFile(jar.toFile())) {
      opened.size();
    } catch (IOException broken) {
      throw new StartException(
          "module-not-a-jar",
          "Module %s is not a readable jar: %s"
              .formatted(jar, oneLine(FileTrouble.inWords(broken))),
          broken);
    }
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
