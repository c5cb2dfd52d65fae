package io.tokenrelay.agent.main.supports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tokenrelay.agent.main.supports.Support.Verdict;
import io.tokenrelay.instrumentation.specified.SpecifiedInstrumentation;
import io.tokenrelay.instrumentation.spi.Instrumentation;
import io.tokenrelay.instrumentation.spi.Weave;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

class SupportsTest {
  private static final String SEND = "(Lorg/acme/http/Request;)V";

  @TempDir Path folder;
  private final Map<String, byte[]> files = new LinkedHashMap<>();

  @Test
  void findsATestedLibraryByThePomInIt() throws Exception {
    client("org/acme/http/Client", "send", SEND);
    pom("org.acme:acme-http", "1.5.0.Final");

    assertThat(only("acme.jar"))
        .extracting(Support::instrumentation, Support::version, Support::tested, Support::verdict)
        .containsExactly("acme", "1.5.0.Final", "1.2 ... 2.0.1", Verdict.TESTED);
  }

  @Test
  void tellsNewerFromOlder() throws Exception {
    client("org/acme/http/Client", "send", SEND);
    assertThat(only("acme-http-2.1.jar").verdict()).isEqualTo(Verdict.NEWER_THAN_TESTED);
    assertThat(only("acme-http-1.1.9.jar").verdict()).isEqualTo(Verdict.OLDER_THAN_TESTED);
    assertThat(only("another-2.1.jar").verdict()).isEqualTo(Verdict.NOT_LISTED);
    assertThat(only("acme.jar").verdict()).isEqualTo(Verdict.VERSION_UNKNOWN);
    files.put(
        "META-INF/MANIFEST.MF",
        "Manifest-Version: 1.0\nBundle-Version: 1.3\n".getBytes(StandardCharsets.UTF_8));
    assertThat(only("acme.jar").verdict()).isEqualTo(Verdict.TESTED);
  }

  @Test
  void namesTheJoinPointsThatAreMissing() throws Exception {
    client("org/acme/http/Client", "send", "(Ljava/lang/String;)V");

    Support found = only("acme-1.5.jar");
    assertThat(found.verdict()).isEqualTo(Verdict.JOIN_POINTS_MISSING);
    assertThat(found.missing()).containsExactly("org.acme.http.Client.send[org.acme.http.Request]");
  }

  @Test
  void findsWhatIsNestedInAnApplication() throws Exception {
    client("org/acme/http/Client", "send", SEND);
    byte[] library = jar();
    files.clear();
    files.put("WEB-INF/lib/acme-1.5.jar", library);
    byte[] war = jar();
    files.clear();
    files.put("shop.war", war);

    assertThat(only("app.ear").place()).endsWith("app.ear!shop.war!WEB-INF/lib/acme-1.5.jar");
    client("BOOT-INF/classes/org/acme/http/Client", "send", SEND);
    files.remove("shop.war");
    assertThat(only("app.jar").verdict()).isEqualTo(Verdict.VERSION_UNKNOWN);
  }

  @Test
  void findsCopiesUnderAnotherPrefix() throws Exception {
    client("shop/shaded/org/acme/http/Client", "send", "(Lshop/shaded/org/acme/http/Request;)V");
    Support prefixed = only("shop.jar");
    assertThat(prefixed.verdict()).isEqualTo(Verdict.RELOCATED);
    assertThat(prefixed.relocation()).isEqualTo("org.acme.http=shop.shaded.org.acme.http");

    files.clear();
    client("shop/libs/acme/http/Client", "send", "(Lshop/libs/acme/http/Request;)V");
    assertThat(only("shop.jar").relocation()).isEqualTo("org.acme.http=shop.libs.acme.http");
  }

  @Test
  void namesThePackagesOfTypesThatAreRelocatedInMethodsOnly() throws Exception {
    client("x/org/acme/http/Client", "send", "(Lorg/acme/http/Request;)V");
    assertThat(only("shop.jar").relocation()).isEqualTo("org.acme.http=x.org.acme.http");

    files.clear();
    client("x/org/acme/http/Core", "run", "(Lx/io/flow/deep/Task;Ljava/lang/String;)V");
    assertThat(only("shop.jar").relocation())
        .isEqualTo("io.flow=x.io.flow,org.acme.http=x.org.acme.http");
  }

  @Test
  void takesNoCopyOfWhatALibraryStandsOnForOneOfIt() throws Exception {
    client("x/io/flow/Loop", "run", "()V");

    assertThat(supports("shop.jar").found()).isEmpty();
  }

  @Test
  void takesNoOtherClassForACopy() throws Exception {
    client("shop/acme/http/Client", "fetch", "()V");
    client("shop/http/Client", "send", "(Lshop/http/Request;)V");

    assertThat(supports("shop.jar").found()).isEmpty();
  }

  @Test
  void goesOnAfterWhatIsBroken() throws Exception {
    files.put("lib/broken.jar", "no archive".getBytes(StandardCharsets.UTF_8));
    files.put("lib/cut.jar", new byte[] {'P', 'K', 3, 4, 20, 0, 8});
    client("org/acme/http/Client", "send", SEND);
    files.put("org/acme/http/Other.class", new byte[] {1, 2, 3});

    Supports supports = supports("app-1.5.jar");
    Files.write(folder.resolve("broken.war"), new byte[100]);
    supports.lookAt(folder.resolve("broken.war").toFile());

    assertThat(supports.found()).hasSize(1);
    assertThat(supports.broken())
        .hasSize(4)
        .anyMatch(line -> line.contains("broken.jar: it is not an archive"))
        .anyMatch(line -> line.contains("cut.jar: it is"))
        .anyMatch(line -> line.contains("Other.class is not a class file"))
        .anyMatch(line -> line.contains("broken.war: it is broken"));
  }

  @Test
  void stopsWhereAnArchiveIsTooDeepOrTooLarge() throws Exception {
    files.put("a", new byte[1 << 20]);
    byte[] inner = jar();
    for (int i = 0; i < 6; i++) {
      files.clear();
      files.put("inner.jar", inner);
      inner = jar();
    }
    files.clear();
    files.put("deep.jar", inner);
    assertThat(supports("app.jar").broken()).hasSize(1).first().asString().contains("too deep");

    files.clear();
    files.put("large", new byte[1 << 20]);
    byte[] large = jar();
    files.clear();
    files.put("large.jar", large);
    files.put("next.jar", large);
    StringBuilder why = new StringBuilder();
    new Archives(
            new Archives.Visitor() {
              @Override
              public boolean wants(String name) {
                return false;
              }

              @Override
              public void found(String place, String name, byte[] bytes) {}

              @Override
              public void broken(String place, String reason) {
                why.append(reason).append('\n');
              }
            },
            1 << 16)
        .walk(Files.write(folder.resolve("bomb.jar"), jar()).toFile());
    assertThat(why.toString())
        .isEqualTo("it is broken: it is too large when unpacked; the rest is not looked at\n");
  }

  @Test
  void looksIntoFolders() throws Exception {
    client("org/acme/http/Client", "send", SEND);
    Path lib = Files.createDirectories(folder.resolve("app/WEB-INF/lib"));
    Files.write(lib.resolve("acme-1.5.jar"), jar());
    Path classes = Files.createDirectories(folder.resolve("app/WEB-INF/classes/org/acme/http"));
    Files.write(classes.resolve("Client.class"), files.values().iterator().next());
    Supports supports = new Supports(Collections.singletonList(new Acme()), tested());

    supports.lookAt(folder.resolve("app").toFile());

    assertThat(supports.found())
        .extracting(Support::instrumentation)
        .containsExactly("acme", "acme");
    assertThat(supports.broken()).isEmpty();
  }

  /** The suites of what weaves a specification run with implementations under other names. */
  @Test
  void takesNoVersionsOfOneImplementationForThoseOfAnother() throws Exception {
    client("org/acme/http/Client", "send", SEND);
    files.put(
        "META-INF/MANIFEST.MF",
        "Manifest-Version: 1.0\nBundle-Version: 1.3\n".getBytes(StandardCharsets.UTF_8));
    Path jar = Files.write(folder.resolve("acme.jar"), jar());
    Supports both =
        new Supports(Arrays.asList(new SpecifiedInstrumentation(), new Acme()), tested());
    both.lookAt(jar.toFile());
    Supports alone =
        new Supports(Collections.singletonList(new SpecifiedInstrumentation()), tested());
    alone.lookAt(jar.toFile());

    assertThat(both.found())
        .extracting(Support::instrumentation, Support::tested)
        .containsExactly(tuple("acme", "1.2 ... 2.0.1"), tuple("specified", "1.2 ... 2.0.1"));
    assertThat(alone.found()).extracting(Support::verdict).containsExactly(Verdict.NOT_LISTED);
  }

  private Support only(String name) throws IOException {
    Supports supports = supports(name);
    assertThat(supports.broken()).isEmpty();
    assertThat(supports.found()).hasSize(1);
    return supports.found().get(0);
  }

  private Supports supports(String name) throws IOException {
    Supports supports = new Supports(Collections.singletonList(new Acme()), tested());
    supports.lookAt(Files.write(folder.resolve(name), jar()).toFile());
    return supports;
  }

  private static TestedVersions tested() throws IOException {
    return TestedVersions.read(
        new ByteArrayInputStream(
            ("main org.acme:acme-http 1.2\nmain org.acme:acme-http 2.0.1\n"
                    + "main org.acme:acme-http 1.10\nmain+ com.other:other 9\n"
                    + "specified org.other.server:other-servlet 1.0\n"
                    + "specified org.other.server:other-servlet 9.0\n")
                .getBytes(StandardCharsets.UTF_8)));
  }

  private void pom(String coordinates, String version) {
    String[] parts = coordinates.split(":", -1);
    files.put(
        "META-INF/maven/" + parts[0] + '/' + parts[1] + "/pom.properties",
        ("groupId=" + parts[0] + "\nartifactId=" + parts[1] + "\nversion=" + version + '\n')
            .getBytes(StandardCharsets.UTF_8));
  }

  private void client(String path, String method, String descriptor) {
    ClassWriter writer = new ClassWriter(0);
    String name = path.replaceFirst("^[A-Z]+-INF/classes/", "");
    writer.visit(Opcodes.V1_8, Opcodes.ACC_ABSTRACT, name, null, "java/lang/Object", null);
    writer.visitMethod(Opcodes.ACC_ABSTRACT, method, descriptor, null, null).visitEnd();
    writer.visitEnd();
    files.put(path + ".class", writer.toByteArray());
  }

  private byte[] jar() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  /** Of a library that there is not. Its versions are listed by the package of its advice. */
  static final class Acme extends Instrumentation {
    Acme() {
      super("acme");
    }

    @Override
    protected void weave(Weave weave) {
      weave.type("org.acme.http.Client").method("send", "org.acme.http.Request").with("SendAdvice");
      weave.type("org.acme.http.Other").method("any").with("SendAdvice");
      weave
          .type("org.acme.http.Core")
          .method("run", "io.flow.deep.Task", "java.lang.String")
          .with("SendAdvice");
      weave.type("io.flow.Loop").method("run").with("SendAdvice");
    }

    @Override
    public String[] standsOn() {
      return new String[] {"io.flow."};
    }
  }
}
