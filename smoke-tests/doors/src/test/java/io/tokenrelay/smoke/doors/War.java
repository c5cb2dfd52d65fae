package io.tokenrelay.smoke.doors;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/** The web application as an archive for one server, its class files translated where need be. */
final class War {
  private War() {}

  /** Writes the archive and answers it. */
  static Path write(Path archive, Platform platform, int edition) throws IOException {
    boolean jakarta = platform.jakarta;
    boolean faces = platform.has(Kind.FACES);
    Files.createDirectories(archive.getParent());
    try (OutputStream out = Files.newOutputStream(archive);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      add(
          zip,
          "WEB-INF/web.xml",
          descriptor(jakarta, faces, edition).getBytes(StandardCharsets.UTF_8));
      if (faces) { // stands on CDI since Jakarta EE 10
        add(zip, "WEB-INF/beans.xml", new byte[0]);
      }
      for (Path file : classes("war")) {
        byte[] bytes = Files.readAllBytes(file);
        String name = "WEB-INF/classes/io/tokenrelay/smoke/war/" + file.getFileName();
        add(zip, name, jakarta ? translated(bytes) : bytes);
      }
      for (Path library : libraries()) {
        add(zip, "WEB-INF/lib/" + library.getFileName(), Files.readAllBytes(library));
      }
      try (Stream<Path> files = Files.list(application().resolve("src/main/webapp"))) {
        for (Path file : files.toList()) {
          add(zip, file.getFileName().toString(), Files.readAllBytes(file));
        }
      }
    }
    return archive;
  }

  /** Writes the same as a bundle, for a server on OSGi. */
  static Path writeBundle(Path archive, Platform platform, String name, int edition)
      throws IOException {
    Files.createDirectories(archive.getParent());
    StringBuilder path = new StringBuilder(".");
    for (Path library : libraries()) {
      path.append(',').append(library.getFileName());
    }
    String servlet = (platform.jakarta ? "jakarta" : "javax") + ".servlet";
    try (OutputStream out = Files.newOutputStream(archive);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      String manifest =
          "Manifest-Version: 1.0\n"
              + "Bundle-ManifestVersion: 2\n"
              + ("Bundle-SymbolicName: " + name + "\n")
              + ("Bundle-Version: " + edition + "\n")
              + "Bundle-Activator: io.tokenrelay.smoke.bundle.Activator\n"
              + ("Bundle-ClassPath: " + path + "\n")
              + ("Import-Package: org.osgi.framework," + servlet + "," + servlet + ".http,\n")
              + " javax.net,javax.net.ssl,javax.security.auth.x500\n";
      add(zip, "META-INF/MANIFEST.MF", manifest.getBytes(StandardCharsets.UTF_8));
      for (String folder : new String[] {"war", "bundle"}) {
        for (Path file : classes(folder)) {
          byte[] bytes = Files.readAllBytes(file);
          String entry = "io/tokenrelay/smoke/" + folder + '/' + file.getFileName();
          add(zip, entry, platform.jakarta ? translated(bytes) : bytes);
        }
      }
      for (Path library : libraries()) {
        add(zip, library.getFileName().toString(), Files.readAllBytes(library));
      }
      Path file = application().resolve("src/main/webapp/file.txt");
      add(zip, "file.txt", Files.readAllBytes(file));
    }
    return archive;
  }

  /** The folder of the whole project. */
  static Path home() {
    return Path.of(System.getProperty("basedir")).resolve("../..").normalize();
  }

  private static void add(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(bytes);
    zip.closeEntry();
  }

  private static List<Path> classes(String folder) throws IOException {
    Path classes = application().resolve("target/classes/io/tokenrelay/smoke").resolve(folder);
    try (Stream<Path> files = Files.list(classes)) {
      return files.filter(file -> file.toString().endsWith(".class")).toList();
    }
  }

  private static List<Path> libraries() throws IOException {
    String classPath = Files.readString(application().resolve("target/classpath"));
    return Stream.of(classPath.trim().split(File.pathSeparator, -1)).map(Path::of).toList();
  }

  private static Path application() {
    return home().resolve("smoke-tests/services/war");
  }

  private static byte[] translated(byte[] classFile) {
    ClassWriter writer = new ClassWriter(0);
    Remapper toJakarta =
        new Remapper(Opcodes.ASM9) {
          @Override
          public String map(String internalName) {
            return internalName.startsWith("javax/servlet/")
                    || internalName.startsWith("javax/ws/rs/")
                ? "jakarta/" + internalName.substring("javax/".length())
                : internalName;
          }
        };
    new ClassReader(classFile).accept(new ClassRemapper(writer, toJakarta), 0);
    return writer.toByteArray();
  }

  private static String descriptor(boolean jakarta, boolean faces, int edition) {
    String root =
        jakarta
            ? "<web-app xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"5.0\">\n"
            : "<web-app xmlns=\"http://xmlns.jcp.org/xml/ns/javaee\" version=\"3.1\">\n";
    StringBuilder xml = new StringBuilder(root);
    xml.append("<filter><filter-name>answering</filter-name><filter-class>")
        .append("io.tokenrelay.smoke.war.Answering</filter-class></filter>\n")
        .append("<filter-mapping><filter-name>answering</filter-name>")
        .append("<url-pattern>/filter/*</url-pattern></filter-mapping>\n");
    servlet(xml, "io.tokenrelay.smoke.war.Hello", "/servlet", "");
    servlet(xml, "io.tokenrelay.smoke.war.Plain", "/plain", "");
    servlet(xml, "io.tokenrelay.smoke.war.Overriding", "/overriding", "");
    String number = "<param-name>edition</param-name><param-value>" + edition + "</param-value>";
    String parameter = "<init-param>" + number + "</init-param>";
    servlet(xml, "io.tokenrelay.smoke.war.Calling", "/calling", parameter);
    if (faces) {
      servlet(xml, (jakarta ? "jakarta" : "javax") + ".faces.webapp.FacesServlet", "*.xhtml", "");
    }
    return xml.append("</web-app>\n").toString();
  }

  private static void servlet(StringBuilder xml, String type, String pattern, String parameter) {
    String tag = "<servlet-name>" + type + "</servlet-name>";
    xml.append("<servlet>" + tag + "<servlet-class>" + type + "</servlet-class>" + parameter);
    xml.append("</servlet>\n");
    xml.append("<servlet-mapping>" + tag + "<url-pattern>" + pattern + "</url-pattern>");
    xml.append("</servlet-mapping>\n");
  }
}
