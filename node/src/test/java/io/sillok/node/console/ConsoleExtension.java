package io.sillok.node.console;

import com.microsoft.playwright.Browser;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each test a {@link Console}: a fresh profile of one browser, before one node, both started
 * once for all tests.
 */
final class ConsoleExtension implements ParameterResolver, AfterEachCallback {
  private static final Namespace NAMESPACE = Namespace.create(ConsoleExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == Console.class;
  }

  @Override
  public Console resolveParameter(ParameterContext parameter, ExtensionContext test) {
    return test.getStore(NAMESPACE)
        .getOrComputeIfAbsent(Console.class, key -> newConsole(test), Console.class);
  }

  @Override
  public void afterEach(ExtensionContext test) {
    Console console = test.getStore(NAMESPACE).get(Console.class, Console.class);
    if (console != null) {
      console.close();
    }
  }

  private static Console newConsole(ExtensionContext test) {
    ExtensionContext.Store shared = test.getRoot().getStore(NAMESPACE);
    ConsoleNode node =
        shared.getOrComputeIfAbsent(
            ConsoleNode.class, key -> ConsoleNode.start(), ConsoleNode.class);
    Chromium chromium =
        shared.getOrComputeIfAbsent(Chromium.class, key -> Chromium.launch(), Chromium.class);
    return new Console(
        node,
        chromium.browser().newContext(new Browser.NewContextOptions().setViewportSize(1280, 900)));
  }
}
