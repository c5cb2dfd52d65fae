package io.tokenrelay.instrumentation.testing;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.jspecify.annotations.Nullable;

/**
 * Runs code as if a caller had asked for it: each run is a request with the caller's token to a
 * real Tomcat in this JVM, and the code is what its servlet does.
 */
public final class Callers implements Closeable {
  /** Whatever hangs is a failed test, and no build without end. */
  private static final int PATIENCE_MILLIS = 120_000;

  private final Tomcat tomcat = new Tomcat();
  private final ConcurrentMap<String, Work<?>> work = new ConcurrentHashMap<>();
  private final AtomicLong ids = new AtomicLong();
  private final int port;

  private Callers() throws IOException, LifecycleException {
    File folder = Files.createTempDirectory("callers").toFile();
    folder.deleteOnExit();
    tomcat.setBaseDir(folder.getPath());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    tomcat.getConnector().setProperty("maxThreads", "16");
    tomcat.getConnector().setProperty("maxKeepAliveRequests", "-1");
    Context context = tomcat.addContext("", folder.getPath());
    Tomcat.addServlet(context, "work", new WorkServlet()).addMapping("/");
    tomcat.start();
    port = tomcat.getConnector().getLocalPort();
  }

  public static Callers start() {
    try {
      return new Callers();
    } catch (IOException | LifecycleException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /**
   * Runs the work in a request with this token, or without one when it is null, and hands back its
   * result.
   */
  public <T> T as(@Nullable String token, Callable<T> code) throws Exception {
    String id = Long.toString(ids.incrementAndGet());
    Work<T> asked = new Work<>(code);
    work.put(id, asked);
    HttpURLConnection request =
        (HttpURLConnection) new URL("http://127.0.0.1:" + port + "/" + id).openConnection();
    request.setReadTimeout(PATIENCE_MILLIS);
    if (token != null) {
      request.setRequestProperty("Authorization", "Bearer " + token);
    }
    int status = request.getResponseCode();
    try (InputStream in = status < 400 ? request.getInputStream() : request.getErrorStream()) {
      while (in != null && in.read() >= 0) {
        // read to the end, so that the connection is used again
      }
    }
    return asked.result(status);
  }

  @Override
  public void close() {
    try {
      tomcat.stop();
      tomcat.destroy();
    } catch (LifecycleException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private final class WorkServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
      Work<?> asked = work.remove(request.getRequestURI().substring(1));
      if (asked != null) {
        asked.run();
      }
    }
  }

  /** Not a FutureTask: the agent would carry the context of the thread that made it. */
  private static final class Work<T> {
    private final Callable<T> code;
    private volatile boolean done;
    private volatile @Nullable T result;
    private volatile @Nullable Throwable failure;

    Work(Callable<T> code) {
      this.code = code;
    }

    void run() {
      try {
        result = code.call();
      } catch (Throwable thrown) {
        failure = thrown;
      }
      done = true;
    }

    @SuppressWarnings("NullAway") // the work may well answer null
    T result(int status) throws Exception {
      if (!done) {
        throw new IllegalStateException("answered " + status + " before the work had run");
      }
      if (failure instanceof Exception) {
        throw (Exception) failure;
      }
      if (failure != null) {
        throw (Error) failure;
      }
      return result;
    }
  }
}
