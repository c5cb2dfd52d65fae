package io.tokenrelay.agent.verify.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tokenrelay.agent.verify.Signer;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.security.Security;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real provider, from a directory. What it verifies the other tests of that run tell. */
class CorrettoProviderTest {
  private static final String NAME = "AmazonCorrettoCryptoProvider";
  private static final byte[] INPUT = "input".getBytes(StandardCharsets.US_ASCII);

  @TempDir Path empty;
  private String directory;

  @BeforeEach
  void load() {
    directory = System.getProperty("provider.dir");
    assumeTrue(
        directory != null, "NOT TESTED: there is no " + NAME + " for this machine in the build");
    assertThat(FasterProvider.load(directory)).isNull();
  }

  @AfterEach
  void loadAgain() {
    if (directory != null) {
      FasterProvider.load(directory);
    }
  }

  @Test
  void verifiesEverything() {
    assertThat(FasterProvider.inUse())
        .isEqualTo(NAME + " (RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512 EdDSA)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"
      })
  void takesKeysOfTheJdk(String algorithm) throws Exception {
    Signer signer = signer(algorithm);
    byte[] good = signer.signature(algorithm, "input");
    JcaCheck check = new JcaCheck(algorithm, signer.pair.getPublic());

    assertThat(check.verify(INPUT, INPUT.length, good)).isTrue();
    assertThat(check.prepared(FasterProvider.get()).getProvider().getName()).isEqualTo(NAME);
  }

  @Test
  void isNeverTheApplications() {
    assertThat(Security.getProvider(NAME)).isNull();
    assertThat(FasterProvider.get().getClass().getClassLoader())
        .isNotSameAs(FasterProvider.class.getClassLoader());
  }

  @Test
  void isNotUsedWhenItsNativeLibraryIsMissing() throws Exception {
    withoutNativeLibrary(new File(directory).listFiles()[0].toPath(), empty.resolve("broken.jar"));
    assertThat(FasterProvider.load(empty.toString())).contains(NAME, "does not work here");
    assertThat(FasterProvider.inUse()).doesNotContain(NAME);
  }

  @Test
  void isNotUsedWhereThereIsNone() throws Exception {
    assertThat(FasterProvider.load(empty.toString())).isEqualTo("there is no jar");
    assertThat(FasterProvider.inUse()).doesNotContain(NAME);
    String absent = Paths.get(empty.toString(), "absent").toString();
    assertThat(FasterProvider.load(absent)).isEqualTo("there is no jar");
    assertThat(FasterProvider.load(absent)).as("again").isEqualTo("there is no jar");
  }

  private static Signer signer(String algorithm) {
    switch (algorithm) {
      case "ES256":
        return Signer.ec("k", "secp256r1");
      case "ES384":
        return Signer.ec("k", "secp384r1");
      case "ES512":
        return Signer.ec("k", "secp521r1");
      case "EdDSA":
        return Signer.ed25519("k");
      default:
        return Signer.rsa("k");
    }
  }

  private static void withoutNativeLibrary(Path from, Path to) throws IOException {
    try (JarFile jar = new JarFile(from.toFile());
        OutputStream file = Files.newOutputStream(to);
        JarOutputStream out = new JarOutputStream(file)) {
      for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
        JarEntry entry = entries.nextElement();
        if (!entry.getName().endsWith(".so") && !entry.getName().startsWith("META-INF/")) {
          out.putNextEntry(new JarEntry(entry.getName()));
          copy(jar.getInputStream(entry), out);
        }
      }
    }
  }

  private static void copy(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[8192];
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      out.write(buffer, 0, count);
    }
  }
}
