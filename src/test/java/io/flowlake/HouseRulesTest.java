package io.flowlake;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameStartingWith;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds who may import whom. A room is a package below {@code io.flowlake}; imports go down. */
class HouseRulesTest {
  /** From the ground up. */
  private static final List<Set<String>> STOREYS =
      List.of(
          Set.of("model"),
          Set.of("filter"),
          Set.of("dump", "lake", "store"),
          Set.of("compact", "search", "export", "generate"),
          Set.of("cli", "sql"));

  private static JavaClasses house;

  @BeforeAll
  static void importHouse() {
    house =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.flowlake");
    assertFalse(house.isEmpty(), "no classes to judge");
  }

  static Stream<String> rooms() {
    return STOREYS.stream().flatMap(Set::stream).sorted();
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void aRoomImportsOnlyRoomsOfLowerStoreys(String room) {
    String[] closed =
        rooms()
            .filter(other -> !other.equals(room))
            .filter(other -> storey(other) >= storey(room))
            .map(HouseRulesTest::inside)
            .toArray(String[]::new);
    check(
        noClasses()
            .that()
            .resideInAPackage(inside(room))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(closed));
  }

  @Test
  void everyClassLivesInARoom() {
    check(
        classes()
            .that()
            .doNotHaveSimpleName("package-info")
            .should()
            .resideInAnyPackage(rooms().map(HouseRulesTest::inside).toArray(String[]::new)));
  }

  /** The packages of a library, and the rooms that may import it. */
  record Library(String packages, List<String> rooms) {}

  static Stream<Library> libraries() {
    return Stream.of(
        new Library("io.delta..", List.of("lake")),
        new Library("software.amazon.awssdk..", List.of("store")),
        new Library("picocli..", List.of("cli")),
        new Library("org.antlr..", List.of("filter")),
        new Library("org.apache.parquet..", List.of("lake")),
        new Library("org.apache.spark.sql.catalyst..", List.of("sql", "lake", "compact", "export")),
        new Library("org.apache.spark.unsafe..", List.of("sql", "lake", "compact", "export")),
        new Library(
            "org.apache.spark..",
            rooms()
                .filter(room -> !List.of("model", "filter", "store", "dump").contains(room))
                .toList()));
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void aLibraryIsImportedOnlyByItsRooms(Library library) {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(
                library.rooms().stream().map(HouseRulesTest::inside).toArray(String[]::new))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(library.packages()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"compact", "export"})
  void aJobKnowsOfCatalystOnlyInternalRow(String room) {
    check(
        noClasses()
            .that()
            .resideInAPackage(inside(room))
            .should()
            .dependOnClassesThat(
                resideInAPackage("org.apache.spark.sql.catalyst..")
                    .and(not(nameStartingWith("org.apache.spark.sql.catalyst.InternalRow")))));
  }

  @Test
  void cliKnowsOfSparkOnlyTheSession() {
    check(
        noClasses()
            .that()
            .resideInAPackage(inside("cli"))
            .should()
            .dependOnClassesThat(
                resideInAPackage("org.apache.spark..")
                    .and(not(nameStartingWith("org.apache.spark.sql.SparkSession")))));
  }

  /**
   * The master, and all that {@code --conf} should win over, is the business of who starts a job.
   */
  @Test
  void nobodyChoosesTheMasterOrChangesSettings() {
    check(
        noClasses()
            .should()
            .callMethodWhere(
                target(
                        owner(
                            nameMatching(
                                "org\\.apache\\.spark\\.(SparkConf|.*Spark(Session|Context).*)")))
                    .and(
                        target(
                            nameMatching(
                                "remote|setMaster|setAppName|set|setAll|setIfMissing|setJars|setExecutorEnv|setLogLevel"))))
            .orShould()
            .callMethodWhere(
                target(owner(nameMatching("org\\.apache\\.spark\\.sql\\..*RuntimeConfig")))
                    .and(target(nameMatching("set|unset"))))
            .orShould()
            .callMethod(System.class, "setProperty", String.class, String.class)
            .orShould()
            .callMethod(System.class, "setProperties", Properties.class));
  }

  /** It leaves out what was given, see {@code LakeSession.missing}. */
  @Test
  void lakeSessionAloneConfiguresSessions() {
    check(
        noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.flowlake.lake.LakeSession")
            .should()
            .callMethodWhere(
                target(
                    owner(nameMatching("org\\.apache\\.spark\\.sql\\..*SparkSession\\$Builder")))));
  }

  @Test
  void mainAloneEndsTheProcess() {
    check(
        noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.flowlake.cli.Main")
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "halt", int.class));
  }

  @Test
  void cliAlonePrints() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(inside("cli"))
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err"));
  }

  @Test
  void nobodyUsesJavaUtilLogging() {
    check(noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging.."));
  }

  private static int storey(String room) {
    return IntStream.range(0, STOREYS.size())
        .filter(storey -> STOREYS.get(storey).contains(room))
        .findFirst()
        .orElseThrow();
  }

  private static String inside(String room) {
    return "io.flowlake." + room + "..";
  }

  /** A room that is not built yet breaks no rule. */
  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(house);
  }
}
