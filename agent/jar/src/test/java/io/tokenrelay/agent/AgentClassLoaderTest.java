package io.tokenrelay.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AllPermission;
import java.security.ProtectionDomain;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentClassLoaderTest {
  @TempDir Path folder;

  /** The policy of this JVM grants nothing to anybody, as does one that an application sets. */
  @Test
  void letsItsClassesDoWhatTheyMustWhateverThePolicySays() throws Exception {
    Class<?> ours =
        new AgentClassLoader(jarWith(Ours.class), false).loadClass(Ours.class.getName());

    assertThat(ours).isNotEqualTo(Ours.class);
    ProtectionDomain domain = ours.getProtectionDomain();
    assertThat(domain.implies(new AllPermission())).isTrue();
    assertThat(domain.getCodeSource())
        .isEqualTo(AgentClassLoader.class.getProtectionDomain().getCodeSource());
  }

  private File jarWith(Class<?> type) throws Exception {
    String name = type.getName().replace('.', '/');
    Path jar = folder.resolve("agent.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out);
        InputStream bytes = type.getResourceAsStream('/' + name + ".class")) {
      zip.putNextEntry(new ZipEntry("inst/" + name + ".classdata"));
      byte[] buffer = new byte[8_192];
      for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
        zip.write(buffer, 0, read);
      }
      zip.closeEntry();
    }
    return jar.toFile();
  }

  /** Stands for all that is in the agent's jar. */
  static final class Ours {}
}
