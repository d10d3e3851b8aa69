package io.sillok.node.console;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real Chromium: the one of this machine; else one that apt-get installs; else one that
 * Playwright fetches. Tests that need it fail without it, they are never skipped.
 */
final class Chromium implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final long INSTALL_MINUTES = 10;

  private final Playwright playwright;
  private final Browser browser;

  static Chromium launch() {
    Optional<Path> installed = installed();
    if (installed.isEmpty() && mayInstall()) {
      run("apt-get", "update", "-qq");
      run("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium");
      installed = installed();
    }
    if (installed.isEmpty()) {
      fetch();
    }
    return new Chromium(installed);
  }

  private Chromium(Optional<Path> executable) {
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    LaunchOptions options = new LaunchOptions().setArgs(arguments());
    executable.ifPresent(options::setExecutablePath);
    browser = playwright.chromium().launch(options);
  }

  Browser browser() {
    return browser;
  }

  @Override
  public void close() {
    playwright.close();
  }

  private static List<String> arguments() {
    List<String> arguments =
        new ArrayList<>(
            List.of("--disable-gpu", "--disable-background-networking", "--no-first-run"));
    if (isRoot()) {
      // Chromium's sandbox refuses to run as root.
      arguments.add("--no-sandbox");
    }
    return arguments;
  }

  private static Optional<Path> installed() {
    return NAMES.stream().flatMap(name -> onPath(name).stream()).findFirst();
  }

  private static Optional<Path> onPath(String name) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .filter(directory -> !directory.isEmpty())
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static boolean mayInstall() {
    return isRoot() && onPath("apt-get").isPresent();
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static void fetch() {
    run(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        System.getProperty("java.class.path"),
        "com.microsoft.playwright.CLI",
        "install",
        "chromium");
  }

  private static void run(String... command) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
      builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
      Process process = builder.start();
      if (!process.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw missing("did not end within %d minutes".formatted(INSTALL_MINUTES), command);
      }
      if (process.exitValue() != 0) {
        throw missing("ended with " + process.exitValue(), command);
      }
    } catch (IOException failure) {
      throw missing("cannot run: " + failure.getMessage(), command);
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw missing("was interrupted", command);
    }
  }

  private static IllegalStateException missing(String why, String... command) {
    return new IllegalStateException(
        "The browser tests need one of %s on the PATH; install one, such as Debian's package chromium. `%s` %s"
            .formatted(NAMES, String.join(" ", command), why));
  }
}
