package com.example.copies;

import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Several copies of one application and its libraries in one JVM: side by side, below one another,
 * and one after the other. Prints a line {@code ok} or {@code wrong} for each thing that it has
 * tried, and ends.
 *
 * <p>Arguments: the class path of a copy, a file that lists the classes that the agent has rules
 * for, and two users' tokens.
 */
public final class Copies {
  private static final String[] SERVERS = {"tomcat", "jetty", "undertow", "reactor-netty"};
  private static final String[] WAYS = {
    "okhttp",
    "okhttp-enqueue",
    "httpclient4",
    "httpasyncclient4",
    "httpclient5",
    "httpasyncclient5",
    "grpc",
    "guava",
    "reactor",
    "coroutines",
    "spring"
  };

  /** OkHttp's threads and Kotlin's outlive an application by a minute, and more. */
  private static final String[] WITHOUT_THREADS_OF_THEIR_OWN = {
    "httpclient4",
    "httpasyncclient4",
    "httpclient5",
    "httpasyncclient5",
    "guava",
    "reactor",
    "spring"
  };

  private final URL[] jars;
  private final List<String> types;
  private final String[] tokens;
  private final HttpServer downstream;

  private Copies(String[] arguments) throws IOException {
    List<URL> classPath = new ArrayList<>();
    for (String path : arguments[0].split(File.pathSeparator)) {
      classPath.add(new File(path).toURI().toURL());
    }
    this.jars = classPath.toArray(new URL[0]);
    this.types = Files.readAllLines(new File(arguments[1]).toPath(), StandardCharsets.UTF_8);
    this.tokens = new String[] {arguments[2], arguments[3], null};
    this.downstream =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    downstream.setExecutor(Executors.newCachedThreadPool());
    downstream.createContext(
        "/",
        exchange -> {
          byte[] answer =
              Bearer.subjectOf(exchange.getRequestHeaders().getFirst("Authorization"))
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    downstream.start();
  }

  public static void main(String[] arguments) throws Exception {
    try {
      new Copies(arguments).run();
    } catch (Throwable failure) {
      for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
        System.out.println("wrong: " + cause + Arrays.toString(cause.getStackTrace()));
      }
      System.exit(1);
    }
    System.exit(0);
  }

  private void run() throws Exception {
    ClassLoader jdk = ClassLoader.getSystemClassLoader().getParent();
    WeakReference<ClassLoader> gone = useAndClose("the first that is closed", jdk);
    useAndClose("the one that is deployed after it", jdk);
    tell(isCollected(gone), "the first that is closed is collected");

    Copy first = new Copy(jars, jdk);
    Copy second = new Copy(jars, jdk);
    Copy below = new Copy(jars, second.loader());
    for (String server : SERVERS) {
      use("the first, " + server, first.start(server, first.ways()));
      use("the second, " + server, second.start(server, second.ways()));
      use("below the second's " + server, second.start(server, below.ways()));
    }
    linkAll("the first", first);
    linkAll("the second", second);
    linkAll("below the second", below);
    useOddOne(first, jdk);
  }

  /**
   * A copy whose Reactor is of a version that no advice was written for: what alice's thread emits,
   * bob's subscription calls. Alice's token would be wrong, and nobody can say any more that bob's
   * is right.
   */
  private void useOddOne(Copy beside, ClassLoader jdk) throws Exception {
    Copy odd = new Copy(jars, jdk);
    Spy.takeLiftFrom(odd.loader());
    int port = odd.start("tomcat", odd.ways());
    for (int i = 0; i < 3; i++) {
      String answer = emitted(port);
      tell(
          answer.equals("nobody"),
          "an odd Reactor, subscribed by bob, emitted by alice: " + answer);
    }
    for (String way : new String[] {"okhttp", "httpclient4", "httpclient5", "grpc", "reactor"}) {
      String answer = get(port, way, tokens[0]);
      tell(answer.equals("nobody"), "where Reactor is odd, " + way + ": " + answer);
    }
    use("beside the odd one", beside.start("tomcat", beside.ways()));
  }

  private WeakReference<ClassLoader> useAndClose(String name, ClassLoader parent) throws Exception {
    try (Copy copy = new Copy(jars, parent)) {
      int port = copy.start("tomcat", copy.ways());
      for (String way : WITHOUT_THREADS_OF_THEIR_OWN) {
        use(name, port, way);
      }
      return new WeakReference<>(copy.loader());
    }
  }

  private static boolean isCollected(WeakReference<ClassLoader> loader) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (loader.get() != null && System.nanoTime() < deadline) {
      System.gc();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
    return loader.get() == null;
  }

  private void linkAll(String name, Copy copy) throws ReflectiveOperationException {
    int sites = 0;
    int classes = 0;
    for (String type : types) {
      try {
        int linked = Spy.link(Class.forName(type, false, copy.loader()));
        sites += linked;
        classes += linked == 0 ? 0 : 1;
      } catch (ClassNotFoundException | NoClassDefFoundError notInThisApplication) {
        // Of another version of its library.
      }
    }
    tell(sites > 100, name + " has " + sites + " call sites in " + classes + " classes");
  }

  private void use(String name, int port) throws IOException {
    for (String way : WAYS) {
      use(name, port, way);
    }
    if (!name.endsWith("reactor-netty")) {
      use(name, port, "start-okhttp");
      String answer = emitted(port);
      tell(!answer.equals("alice"), name + ", subscribed by bob, emitted by alice: " + answer);
    }
  }

  /** Whose token a call brings that bob's subscription makes on the thread of alice's request. */
  private String emitted(int port) throws IOException {
    get(port, "subscribe", tokens[1]);
    get(port, "emit", tokens[0]);
    return get(port, "answer", null);
  }

  private void use(String name, int port, String way) throws IOException {
    for (String token : tokens) {
      String expected = Bearer.subjectOf(token == null ? null : "Bearer " + token);
      String answer = get(port, way, token);
      tell(
          answer.equals(expected),
          name + ", " + way + ": " + expected + (answer.equals(expected) ? "" : ", got " + answer));
    }
  }

  private String get(int port, String way, String token) throws IOException {
    URL url =
        new URL(
            "http://127.0.0.1:"
                + port
                + "/"
                + way
                + "?url=http://127.0.0.1:"
                + downstream.getAddress().getPort()
                + "/");
    HttpURLConnection connection = (HttpURLConnection) url.openConnection();
    if (token != null) {
      connection.setRequestProperty("Authorization", "Bearer " + token);
    }
    StringBuilder answer = new StringBuilder();
    try (InputStream in = connection.getInputStream()) {
      for (int next = in.read(); next >= 0; next = in.read()) {
        answer.append((char) next);
      }
    }
    return answer.toString();
  }

  private static void tell(boolean ok, String what) {
    System.out.println((ok ? "ok " : "wrong ") + what);
  }
}
