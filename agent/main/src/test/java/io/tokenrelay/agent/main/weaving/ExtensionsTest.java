package io.tokenrelay.agent.main.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import acme.relay.CarelessInstrumentation;
import acme.relay.GoodAdvice;
import acme.relay.GoodInstrumentation;
import acme.relay.LoggingInstrumentation;
import acme.relay.OddlyNamedInstrumentation;
import acme.relay.ThrowingInstrumentation;
import acme.relay.UnspeakableInstrumentation;
import acme.relay.WrongRules;
import io.tokenrelay.agent.main.config.Config;
import io.tokenrelay.agent.main.config.Given;
import io.tokenrelay.instrumentation.spi.Instrumentation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whatever lies in the folder of extensions: the good ones are used, the others are a line each.
 */
class ExtensionsTest {
  private static final ClassLoader AGENT = new WithoutAcme();
  private static final int VERSION = 6; // of the class file, JVMS 4.1

  @TempDir Path folder;
  private final Set<String> taken = new HashSet<>();

  @Test
  void usesTheInstrumentationsThatAJarNames() throws IOException {
    jar("acme.jar", GoodInstrumentation.class, GoodAdvice.class);

    Extensions extensions = extensions();

    assertThat(extensions.loaded()).containsExactly("acme.jar (acme-http)");
    assertThat(extensions.problems()).isEmpty();
    assertThat(extensions.instrumentations())
        .singleElement()
        .satisfies(
            only -> {
              assertThat(only.name()).isEqualTo("acme-http");
              assertThat(only.rules())
                  .singleElement()
                  .satisfies(rule -> assertThat(rule.advice()).isEqualTo("acme.relay.GoodAdvice"));
            });
  }

  @Test
  void weavesWhatIsForTheLogOnlyIfThatIsAskedFor() throws IOException {
    jar("acme.jar", LoggingInstrumentation.class, GoodAdvice.class);

    assertThat(woven("none")).doesNotContain("acme-log");
    assertThat(woven("hash")).contains("acme-log");
  }

  private List<String> woven(String mdc) {
    Instrumentations instrumentations = new Instrumentations(AGENT);
    Given given =
        Given.property("tokenrelay.issuer", "https://idp.example")
            .andProperty("tokenrelay.extension-dir", folder.toString())
            .andProperty("tokenrelay.api.mdc", mdc);
    Config config = Config.read(given.layers(), instrumentations);
    List<String> names = new ArrayList<>();
    instrumentations.woven(config, false).forEach(each -> names.add(each.name()));
    return names;
  }

  @Test
  void usesTheGoodOnesBesideAllThatAreBroken() throws IOException {
    Files.write(folder.resolve("a-broken.jar"), new byte[] {1, 2, 3});
    Files.write(folder.resolve("b-empty.jar"), new byte[0]);
    Files.write(folder.resolve("c-notes.txt"), "read me".getBytes(StandardCharsets.UTF_8));
    Files.write(folder.resolve(".d-hidden"), new byte[0]);
    Files.createDirectory(folder.resolve("e-folder.jar"));
    jar("f-nothing.jar", new LinkedHashMap<>());
    jar(
        "g-missing.jar",
        Collections.singletonMap(ExtensionJar.SERVICES, "acme.relay.Missing # later\n".getBytes()));
    jar("h-throwing.jar", ThrowingInstrumentation.class);
    jar("i-careless.jar", CarelessInstrumentation.class);
    jar("j-odd.jar", OddlyNamedInstrumentation.class);
    jar("k-good.jar", GoodInstrumentation.class, GoodAdvice.class);
    jar("l-again.jar", GoodInstrumentation.class, GoodAdvice.class);
    jar(
        "m-string.jar",
        Collections.singletonMap(ExtensionJar.SERVICES, "java.lang.String".getBytes()));

    Extensions extensions = extensions();

    assertThat(extensions.loaded()).containsExactly("k-good.jar (acme-http)");
    List<String> problems = extensions.problems();
    assertThat(problems)
        .allMatch(line -> line.startsWith("tokenrelay.extension-dir: "))
        .allMatch(line -> line.endsWith("; what it would weave gets no token"))
        .noneMatch(line -> line.contains("\n"));
    assertThat(problems)
        .extracting(line -> line.substring("tokenrelay.extension-dir: ".length()).split(";")[0])
        .satisfiesExactly(
            line -> assertThat(line).startsWith("a-broken.jar cannot be read ("),
            line -> assertThat(line).startsWith("b-empty.jar cannot be read ("),
            line -> assertThat(line).isEqualTo("c-notes.txt is no jar"),
            line -> assertThat(line).startsWith("f-nothing.jar does not name an Instrumentation"),
            line -> assertThat(line).startsWith("g-missing.jar does not contain acme.relay.Missi"),
            line -> assertThat(line).startsWith("h-throwing.jar failed (").contains("no licence"),
            line -> assertThat(line).startsWith("i-careless.jar failed (").contains("an empty"),
            line -> assertThat(line).startsWith("j-odd.jar has an instrumentation whose name"),
            line -> assertThat(line).startsWith("l-again.jar brings a second instrumentation"),
            line ->
                assertThat(line).startsWith("m-string.jar names java.lang.String, which is no"));
  }

  /** Found where they are made, so that the jar can be named, and nothing else is lost. */
  @ParameterizedTest
  @CsvSource({
    "NullType, IllegalArgumentException",
    "EmptyType, IllegalArgumentException",
    "SlashedType, IllegalArgumentException",
    "AnyTypeByName, IllegalArgumentException",
    "ForgedLine, IllegalArgumentException",
    "NullMethod, IllegalArgumentException",
    "NullMethods, IllegalArgumentException",
    "NullParameter, IllegalArgumentException",
    "NullParameters, IllegalArgumentException",
    "NullCondition, IllegalArgumentException",
    "NullConditionParameter, IllegalArgumentException",
    "NullAnyMethod, IllegalArgumentException",
    "EveryClass, IllegalArgumentException",
    "EveryConstructor, IllegalArgumentException",
    "EveryMethod, IllegalArgumentException",
    "PrimitivesOnly, IllegalArgumentException",
    "NullAdvice, IllegalArgumentException",
    "OfTheAgent, would weave io.tokenrelay.instrumentation.spi.Relay",
    "Inlined, WrongRules$InlinedAdvice: enter is not advice with inline = false and",
    "Unsuppressed, WrongRules$UnsuppressedAdvice: exit is not advice with inline = false and",
    "Hidden, enter is not public and static",
    "BeyondTheSubset, Advice$Origin",
    "WithoutAdvice, has no advice in acme.relay.WrongRules",
    "NoRules, acme.relay.WrongRules$NoRules",
    "OfAnother, a rule of another instrumentation"
  })
  void namesTheJarWhoseRulesOrAdviceCannotBeWoven(String wrong, String reason) throws Exception {
    Class<?> type = Class.forName("acme.relay.WrongRules$" + wrong);
    List<Class<?>> classes = new ArrayList<>(Arrays.asList(type, WrongRules.class));
    classes.add(GoodAdvice.class);
    classes.addAll(Arrays.asList(WrongRules.class.getClasses()));
    jar("a-wrong.jar", classes.toArray(new Class<?>[0]));
    jar("b-good.jar", GoodInstrumentation.class, GoodAdvice.class);

    Extensions extensions = extensions();

    assertThat(extensions.loaded()).containsExactly("b-good.jar (acme-http)");
    assertThat(extensions.problems())
        .singleElement()
        .asString()
        .contains("a-wrong.jar ", reason)
        .doesNotContain("\n");
  }

  @Test
  void usesTheGoodOnesBesideOneThatThrowsWhatCannotBeShown() throws IOException {
    jar(
        "a-unspeakable.jar",
        UnspeakableInstrumentation.class,
        UnspeakableInstrumentation.Unspeakable.class);
    jar("b-good.jar", GoodInstrumentation.class, GoodAdvice.class);

    Extensions extensions = extensions();

    assertThat(extensions.loaded()).containsExactly("b-good.jar (acme-http)");
    assertThat(extensions.problems())
        .singleElement()
        .asString()
        .contains("a-unspeakable.jar failed (acme.relay.UnspeakableInstrumentation");
  }

  @Test
  void doesNotTakeTheNameOfOneThatIsThere() throws IOException {
    taken.add("acme-http");
    jar("acme.jar", GoodInstrumentation.class, GoodAdvice.class);

    assertThat(extensions().problems())
        .singleElement()
        .satisfies(line -> assertThat(line).contains("a second instrumentation named acme-http"));
  }

  @Test
  void leavesOutAnInstrumentationWithoutItsAdvice() throws IOException {
    jar("acme.jar", GoodInstrumentation.class);

    Extensions extensions = extensions();

    assertThat(extensions.instrumentations()).isEmpty();
    assertThat(extensions.problems())
        .singleElement()
        .satisfies(line -> assertThat(line).contains("the advice acme.relay.GoodAdvice of acme-h"));
  }

  @Test
  void saysOfAJarForALaterJavaOrAgentThatItDoesNotFit() throws IOException {
    Map<String, byte[]> files = files(GoodInstrumentation.class, GoodAdvice.class);
    files.get(file(GoodInstrumentation.class))[VERSION] = 1; // 256 and more
    jar("acme.jar", files);

    assertThat(extensions().problems())
        .singleElement()
        .satisfies(
            line ->
                assertThat(line)
                    .contains("acme.jar does not fit this version of the agent")
                    .contains("build it against this one"));
  }

  @Test
  void saysThatAFolderIsMissingOrHasNoJar() throws IOException {
    assertThat(Extensions.in(folder.resolve("x").toString(), AGENT, taken).problems())
        .singleElement()
        .satisfies(line -> assertThat(line).contains("is no folder that can be read"));
    assertThat(extensions().problems())
        .singleElement()
        .satisfies(line -> assertThat(line).contains("contains no jar"));
  }

  @Test
  void saysInAnEnforcingServiceWhatIsNotEnforced() {
    Instrumentations instrumentations = new Instrumentations(AGENT);
    Config config =
        Config.read(
            Given.property("tokenrelay.mode", "enforce")
                .andProperty("tokenrelay.issuer", "https://idp.example")
                .andProperty("tokenrelay.extension-dir", folder.toString())
                .layers(),
            instrumentations);

    assertThat(instrumentations.unusedExtensions(config))
        .singleElement()
        .satisfies(line -> assertThat(line).endsWith("by that alone is not enforced"));
    assertThat(config.wantsEnforcement()).isTrue();
  }

  @Test
  void replacesNoClassOfTheAgent() throws IOException {
    Map<String, byte[]> files = files(GoodInstrumentation.class, GoodAdvice.class);
    files.put(file(Instrumentation.class), new byte[] {1});
    jar("acme.jar", files);

    assertThat(extensions().loaded()).containsExactly("acme.jar (acme-http)");
  }

  private Extensions extensions() {
    return Extensions.in(folder.toString(), AGENT, taken);
  }

  private void jar(String name, Class<?>... classes) throws IOException {
    jar(name, files(classes));
  }

  private void jar(String name, Map<String, byte[]> files) throws IOException {
    try (ZipOutputStream jar = new ZipOutputStream(Files.newOutputStream(folder.resolve(name)))) {
      jar.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        jar.putNextEntry(new ZipEntry(file.getKey()));
        jar.write(file.getValue());
      }
    }
  }

  /** The first of the classes is the instrumentation. */
  private static Map<String, byte[]> files(Class<?>... classes) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(ExtensionJar.SERVICES, (classes[0].getName() + '\n').getBytes());
    for (Class<?> each : classes) {
      try (InputStream in = each.getClassLoader().getResourceAsStream(file(each))) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
          bytes.write(b);
        }
        files.put(file(each), bytes.toByteArray());
      }
    }
    return files;
  }

  private static String file(Class<?> type) {
    return type.getName().replace('.', '/') + ".class";
  }

  /** The agent's loader, which has no class of an extension. */
  private static final class WithoutAcme extends ClassLoader {
    WithoutAcme() {
      super(ExtensionsTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("acme.")) {
        throw new ClassNotFoundException(name);
      }
      return super.loadClass(name, resolve);
    }

    @Override
    public InputStream getResourceAsStream(String name) {
      return name.startsWith("acme/") ? null : super.getResourceAsStream(name);
    }
  }
}
