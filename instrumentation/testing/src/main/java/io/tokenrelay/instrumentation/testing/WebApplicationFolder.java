package io.tokenrelay.instrumentation.testing;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;

/**
 * The test application as a container deploys it, with a class loader of its own: its classes in
 * {@code WEB-INF/classes}, and the clients that it calls with in {@code WEB-INF/lib}, all copied
 * from the class path.
 */
final class WebApplicationFolder {
  private static final String PACKAGE = "io/tokenrelay/instrumentation/testing/";
  private static final String OWN_CLASSES =
      "{Javax,Jakarta,Test,Served,Waiting,HttpClient4Call}*.class";
  private static final String[] OF_EACH_LIBRARY = {
    "okhttp3/OkHttpClient.class",
    "okio/Okio.class",
    "org/apache/http/client/HttpClient.class",
    "org/apache/http/HttpRequest.class",
    "org/apache/commons/logging/LogFactory.class"
  };

  private WebApplicationFolder() {}

  static File create() throws IOException {
    Path folder = Files.createTempDirectory("application");
    Path web = Files.createDirectory(folder.resolve("WEB-INF"));
    Files.write(web.resolve("web.xml"), descriptor().getBytes(StandardCharsets.UTF_8));
    Path libraries = Files.createDirectory(web.resolve("lib"));
    for (String resource : OF_EACH_LIBRARY) {
      Path library = holderOf(resource);
      Files.copy(library, libraries.resolve(library.getFileName()));
    }
    copyClasses(Files.createDirectories(web.resolve("classes").resolve(PACKAGE)));
    return folder.toFile();
  }

  private static String descriptor() {
    return "<web-app version='3.1' metadata-complete='true'><listener><listener-class>"
        + ServesRequests.application()
        + "</listener-class></listener>"
        + errorPage(409)
        + errorPage(500)
        + "</web-app>";
  }

  private static String errorPage(int status) {
    return "<error-page><error-code>"
        + status
        + "</error-code><location>"
        + ServesRequests.ERROR_PAGE
        + "</location></error-page>";
  }

  private static void copyClasses(Path target) throws IOException {
    Path holder = holderOf(PACKAGE + "TestApplication.class");
    if (Files.isDirectory(holder)) {
      copyClasses(holder, target);
      return;
    }
    try (FileSystem jar = FileSystems.newFileSystem(holder, (ClassLoader) null)) {
      copyClasses(jar.getPath("/"), target);
    }
  }

  private static void copyClasses(Path holder, Path target) throws IOException {
    try (DirectoryStream<Path> classes =
        Files.newDirectoryStream(holder.resolve(PACKAGE), OWN_CLASSES)) {
      for (Path each : classes) {
        try (InputStream in = Files.newInputStream(each)) {
          Files.copy(in, target.resolve(each.getFileName().toString()));
        }
      }
    }
  }

  /** The jar or the folder on the class path that holds a resource. */
  private static Path holderOf(String resource) throws IOException {
    URL found = WebApplicationFolder.class.getClassLoader().getResource(resource);
    if (found == null) {
      throw new IOException(resource + " is not on the class path");
    }
    try {
      String text = found.toString();
      String holder = text.substring(0, text.length() - resource.length());
      return Paths.get(
          new URI(
              holder.startsWith("jar:")
                  ? holder.substring("jar:".length(), holder.length() - "!/".length())
                  : holder));
    } catch (URISyntaxException failure) {
      throw new IOException(failure);
    }
  }
}
