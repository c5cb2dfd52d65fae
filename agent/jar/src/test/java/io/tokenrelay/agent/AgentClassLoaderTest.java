package io.tokenrelay.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.AllPermission;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentClassLoaderTest {
  @TempDir Path folder;

  /** The policy of this JVM grants nothing, like one that an application may set. */
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

  @Test
  void saysWhyAClassInADamagedJarCannotBeRead() throws Exception {
    File jar = jarWith(Ours.class);
    AgentClassLoader loader = new AgentClassLoader(jar, false);
    damage(jar);

    assertThatThrownBy(() -> loader.loadClass(Ours.class.getName()))
        .isInstanceOf(ClassNotFoundException.class)
        .hasCauseInstanceOf(IOException.class);
  }

  @Test
  void tellsWhoeverListensThatTheJarIsNotTheOneOfTheStart() throws Exception {
    File jar = jarWith(Ours.class);
    AgentClassLoader loader = new AgentClassLoader(jar, false);
    List<String> heard = new ArrayList<>();
    loader.accept(() -> heard.add("replaced"));
    Files.write(jar.toPath(), new byte[10]);

    assertThatThrownBy(() -> loader.loadClass(Ours.class.getName()))
        .isInstanceOf(ClassNotFoundException.class)
        .hasRootCauseInstanceOf(EOFException.class);
    assertThat(loader.getResourceAsStream("inst/of/nothing")).isNull();
    assertThat(heard).containsExactly("replaced");
  }

  /** Same length, and a file that a ZIP tool would read without complaint. */
  @Test
  void takesNothingFromAnotherJarInItsPlace() throws Exception {
    File jar = jarWith(Ours.class);
    AgentClassLoader loader = new AgentClassLoader(jar, false);
    Files.write(jar.toPath(), Files.readAllBytes(jarWith(Others.class).toPath()));

    assertThatThrownBy(() -> loader.loadClass(Ours.class.getName()))
        .isInstanceOf(ClassNotFoundException.class)
        .hasCauseInstanceOf(IOException.class);
  }

  @Test
  void goesOnWithTheFileOfTheStartWhereAnotherIsMovedToItsName() throws Exception {
    File jar = jarWith(Ours.class);
    AgentClassLoader loader = new AgentClassLoader(jar, false);
    Path other = Files.write(folder.resolve("other.jar"), new byte[10]);
    Files.move(other, jar.toPath(), StandardCopyOption.REPLACE_EXISTING);

    assertThat(loader.loadClass(Ours.class.getName()).getClassLoader()).isSameAs(loader);
  }

  @Test
  void readsAJarThatEndsWithAComment() throws Exception {
    File jar = jarWith(Ours.class);
    try (RandomAccessFile file = new RandomAccessFile(jar, "rw")) {
      file.seek(file.length() - 2);
      file.write(new byte[] {3, 0, 'a', 'b', 'c'});
    }

    assertThat(new AgentClassLoader(jar, false).loadClass(Ours.class.getName())).isNotNull();
  }

  @Test
  void opensNothingButAJar() throws Exception {
    Path notes = Files.write(folder.resolve("notes.txt"), new byte[100]);

    assertThatThrownBy(() -> new AgentClassLoader(notes.toFile(), false))
        .isInstanceOf(IOException.class);
  }

  /** Overwrites the packed data of the only entry, behind its local header and name. */
  private static void damage(File jar) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(jar, "rw")) {
      file.seek(26);
      int name = Short.reverseBytes(file.readShort());
      int extra = Short.reverseBytes(file.readShort());
      file.seek(30 + name + extra);
      file.write(new byte[] {-1, -1, -1, -1});
    }
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

  /** Stands for everything in the agent's jar. */
  static final class Ours {}

  /** Stands for the same of another version. */
  static final class Others {
    String what() {
      return "other";
    }
  }
}
