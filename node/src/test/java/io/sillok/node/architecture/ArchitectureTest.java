package io.sillok.node.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/**
 * The arrows between modules and packages. {@link ArchitectureCanaryTest} sees to it that they run.
 */
@AnalyzeClasses(packages = "io.sillok", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

  private static final String NODE = "io.sillok.node";
  private static final String GATEWAY = "io.sillok.node.gateway..";
  private static final String ENTITY = "io.sillok.node.entity..";
  private static final String CLUSTER = "io.sillok.node.cluster..";
  private static final String CLI = "io.sillok.node.cli..";
  private static final String PERSISTENCE = "io.sillok.persistence..";
  private static final String PROTOCOL = "io.sillok.protocol..";
  private static final String CLIENT = "io.sillok.client..";
  private static final String PEKKO = "org.apache.pekko..";

  @ArchTest
  static final ArchRule the_cluster_knows_neither_entities_nor_gateway =
      noClasses()
          .that()
          .resideInAPackage(CLUSTER)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ENTITY, GATEWAY);

  @ArchTest
  static final ArchRule entities_do_not_know_the_gateway =
      noClasses()
          .that()
          .resideInAPackage(ENTITY)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(GATEWAY);

  @ArchTest
  static final ArchRule the_gateway_reaches_entities_only_through_their_door =
      noClasses()
          .that()
          .resideInAPackage(GATEWAY)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.sillok.node.entity.sharded..", "io.sillok.node.entity.journaled..");

  @ArchTest
  static final ArchRule only_the_wiring_and_the_command_line_know_the_wiring =
      noClasses()
          .that()
          .resideInAnyPackage(CLUSTER, ENTITY, GATEWAY)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(NODE);

  @ArchTest
  static final ArchRule only_main_knows_the_command_line =
      noClasses()
          .that()
          .resideOutsideOfPackage(CLI)
          .and()
          .doNotHaveFullyQualifiedName("io.sillok.node.Main")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(CLI);

  @ArchTest
  static final ArchRule what_is_journaled_does_not_know_pekko =
      noClasses()
          .that()
          .resideInAPackage("io.sillok.node.entity.journaled..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(PEKKO);

  @ArchTest
  static final ArchRule persistence_knows_nothing_else_of_ours =
      noClasses()
          .that()
          .resideInAPackage(PERSISTENCE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.sillok.node..", PROTOCOL);

  @ArchTest
  static final ArchRule only_one_package_of_persistence_knows_pekko =
      noClasses()
          .that()
          .resideInAPackage(PERSISTENCE)
          .and()
          .resideOutsideOfPackage("io.sillok.persistence.pekko..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(PEKKO);

  @ArchTest
  static final ArchRule the_protocol_knows_neither_pekko_nor_anything_else_of_ours =
      noClasses()
          .that()
          .resideInAPackage(PROTOCOL)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.sillok.node..", PERSISTENCE, PEKKO, "org.rocksdb..");

  @ArchTest
  static final ArchRule the_client_knows_nothing_else_of_ours =
      noClasses()
          .that()
          .resideInAPackage(CLIENT)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.sillok.node..", PERSISTENCE, PROTOCOL, PEKKO);

  @ArchTest
  static final ArchRule packages_of_the_client_do_not_depend_on_each_other_in_a_circle =
      slices().matching("io.sillok.client.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule nobody_of_ours_depends_on_the_client =
      noClasses()
          .that()
          .resideOutsideOfPackage(CLIENT)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(CLIENT);

  @ArchTest
  static final ArchRule only_what_bridges_to_pekko_touches_scala =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.sillok.persistence.pekko..",
              "io.sillok.node.cluster.allocation..",
              "io.sillok.node.gateway.connection..",
              "io.sillok.node.cluster.tls..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("scala..");

  @ArchTest
  static final ArchRule what_follows_an_answer_does_not_run_in_the_common_pool =
      noClasses()
          .that()
          .resideInAPackage(NODE + "..")
          .and()
          .resideOutsideOfPackage("io.sillok.node.stage")
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(AskPattern.class)
          .because("PekkoStages has it run on the threads of the actor system");

  @ArchTest
  static final ArchRule only_the_stores_of_tables_know_what_they_are_made_of =
      noClasses()
          .that()
          .resideInAPackage("io.sillok.node..")
          .and()
          .resideOutsideOfPackages(
              "io.sillok.node.table.rocksdb..", "io.sillok.node.table.cassandra..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.rocksdb..", "com.datastax..");

  @ArchTest
  static final ArchRule what_builds_tables_does_not_know_pekko =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.sillok.node.table.rows..",
              "io.sillok.node.table.fold..",
              "io.sillok.node.table.build..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(PEKKO);

  @ArchTest
  static final ArchRule packages_have_no_names_that_say_nothing =
      classes()
          .should()
          .resideOutsideOfPackages(
              "..util..", "..utils..", "..common..", "..impl..", "..manager..", "..helper..");

  @ArchTest
  static final ArchRule packages_of_the_node_do_not_depend_on_each_other_in_a_circle =
      slices().matching("io.sillok.node.(*)..").should().beFreeOfCycles();
}
