package io.tokenrelay.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
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

  @Test
  void loadsWhatIsPackedPackageByPackage() throws Exception {
    AgentClassLoader loader = new AgentClassLoader(jarWith(Ours.class), false);
    String name = Ours.class.getName().replace('.', '/') + ".class";

    assertThat(loader.getResourceAsStream(name)).hasBinaryContent(fileOf(Ours.class));
    assertThat(loader.getResource(name).openStream()).hasBinaryContent(fileOf(Ours.class));
    assertThat(loader.getResourceAsStream(name.replace("Ours", "Others"))).isNull();
  }

  private File jarWith(Class<?> type) throws Exception {
    byte[] file = fileOf(type);
    String name = type.getName().replace('.', '/');
    int simpleName = name.lastIndexOf('/') + 1;
    Path jar = folder.resolve("agent.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("inst/" + name.substring(0, simpleName) + "classes"));
      DataOutputStream packed = new DataOutputStream(zip);
      packed.writeUTF(name.substring(simpleName));
      packed.writeInt(file.length);
      packed.write(file);
      zip.closeEntry();
    }
    return jar.toFile();
  }

  private static byte[] fileOf(Class<?> type) throws Exception {
    try (InputStream in =
        type.getResourceAsStream('/' + type.getName().replace('.', '/') + ".class")) {
      ByteArrayOutputStream file = new ByteArrayOutputStream();
      byte[] buffer = new byte[8_192];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        file.write(buffer, 0, read);
      }
      return file.toByteArray();
    }
  }

  /** Stands for all that is in the agent's jar. */
  static final class Ours {}
}
