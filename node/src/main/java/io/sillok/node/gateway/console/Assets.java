package io.sillok.node.gateway.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.apache.pekko.util.ByteString;

/** The files under {@code /console} of the class path, and those of the libraries they use. */
final class Assets {

  private static final String ROOT = "console/";
  private static final String LIBRARIES = "lib/";
  private static final String INDEX = "index.html";

  // Web jars that are served, by the name under lib/; no other jar's files are reachable.
  private static final Map<String, String> WEB_JARS = Map.of("lit-html", "org.webjars.npm");

  // No segment starts with a dot, so no path leads out of its folder.
  private static final Pattern PATH =
      Pattern.compile("(?:[A-Za-z0-9_-][A-Za-z0-9._-]*/)*[A-Za-z0-9_-][A-Za-z0-9._-]*");

  private final ClassLoader loader = Assets.class.getClassLoader();
  private final Map<String, Asset> found = new ConcurrentHashMap<>();

  /**
   * The file at {@code path} below {@code /console/}; a path that ends in a slash, or none, means
   * its {@code index.html}.
   */
  Optional<Asset> find(String path) {
    String file = path.isEmpty() || path.endsWith("/") ? path + INDEX : path;
    if (!PATH.matcher(file).matches()) {
      return Optional.empty();
    }
    Asset known = found.get(file);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<Asset> loaded = resource(file).flatMap(resource -> load(resource, file));
    loaded.ifPresent(asset -> found.put(file, asset));
    return loaded;
  }

  private Optional<String> resource(String file) {
    if (!file.startsWith(LIBRARIES)) {
      return Optional.of(ROOT + file);
    }
    String[] parts = file.substring(LIBRARIES.length()).split("/", 2);
    String group = WEB_JARS.get(parts[0]);
    return group == null || parts.length < 2
        ? Optional.empty()
        : version(group, parts[0])
            .map(version ->
                "META-INF/resources/webjars/%s/%s/%s".formatted(parts[0], version, parts[1]));
  }

  private Optional<String> version(String group, String name) {
    String resource = "META-INF/maven/%s/%s/pom.properties".formatted(group, name);
    try (InputStream stream = loader.getResourceAsStream(resource)) {
      if (stream == null) {
        return Optional.empty();
      }
      var properties = new Properties();
      properties.load(stream);
      return Optional.ofNullable(properties.getProperty("version"));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + resource, e);
    }
  }

  private Optional<Asset> load(String resource, String file) {
    Optional<String> mediaType = mediaType(file);
    if (mediaType.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream stream = loader.getResourceAsStream(resource)) {
      if (stream == null) {
        return Optional.empty();
      }
      byte[] bytes = stream.readAllBytes();
      return Optional.of(
          new Asset(ByteString.fromArrayUnsafe(bytes), mediaType.get(), entityTag(bytes)));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + resource, e);
    }
  }

  private static Optional<String> mediaType(String file) {
    return Optional.ofNullable(
        switch (file.substring(file.lastIndexOf('.') + 1)) {
          case "html" -> "text/html; charset=UTF-8";
          case "js" -> "text/javascript; charset=UTF-8";
          case "css" -> "text/css; charset=UTF-8";
          case "svg" -> "image/svg+xml";
          case "json", "map" -> "application/json";
          case "png" -> "image/png";
          case "woff2" -> "font/woff2";
          default -> null;
        });
  }

  private static String entityTag(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return '"' + HexFormat.of().formatHex(digest, 0, 8) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  /**
   * @param entityTag with its double quotes
   */
  record Asset(ByteString content, String mediaType, String entityTag) {}
}
