package io.sillok.node.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Rules that do not run, or see no classes, are green too: this fails then. */
final class ArchitectureCanaryTest {

  private static final int RULES = 18;
  private static final int CLASSES = 100;

  @Test
  void every_rule_runs() {
    SummaryGeneratingListener summary = new SummaryGeneratingListener();
    Launcher launcher = LauncherFactory.create();
    launcher.execute(
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(ArchitectureTest.class))
            .build(),
        summary);
    assertThat(summary.getSummary().getTestsSucceededCount()).isEqualTo(RULES);
    assertThat(summary.getSummary().getTotalFailureCount()).isZero();
  }

  @Test
  void the_rules_see_the_classes_of_every_module() {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.sillok");
    assertThat(classes).hasSizeGreaterThan(CLASSES);
    assertThat(classes.contain("io.sillok.protocol.SillokModule")).isTrue();
    assertThat(classes.contain("io.sillok.persistence.LogStore")).isTrue();
    assertThat(classes.contain("io.sillok.node.SillokNode")).isTrue();
    assertThat(classes.contain("io.sillok.client.SillokClient")).isTrue();
  }
}
