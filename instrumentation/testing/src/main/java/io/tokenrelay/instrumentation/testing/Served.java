package io.tokenrelay.instrumentation.testing;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A request as {@link TestApplication} sees it, javax or jakarta: what the two have in common,
 * which is all but the imports.
 */
interface Served {
  /** The path within the application of the dispatch that is being served. */
  String path();

  /** A parameter of the query that the client sent. */
  String parameter(String name);

  @Nullable Object attribute(String name);

  /** All headers, by their names in lower case. */
  Map<String, List<String>> headers();

  /** Whom the servlet API takes for the caller; two names if its methods disagree. */
  String principal();

  void write(String text) throws IOException;

  void forward(String path) throws Exception;

  void include(String path) throws Exception;

  void sendError(int status) throws IOException;

  /** {@code startAsync().dispatch(path)}, from this thread. */
  void dispatchLater(String path);

  /** {@code startAsync().start(work)}, and {@code complete()} after it. */
  void startLater(Runnable work);

  /** {@code startAsync()}; then work and {@code complete()} on a thread of the application's. */
  void completeLater(Runnable work);

  /** Lets the request time out, and answers it from the listener. */
  void timeOut(Runnable work);

  /** Lets the request time out, and dispatches it from the listener. */
  void timeOutInto(String path);

  /** {@code startAsync()}; should it fail, the error listener does the work. */
  void failLater(Runnable work);

  /** Waits to be woken; the listener of its completion does the work. */
  Waiting waitFor(Runnable work);

  /** Reads the body without blocking; does the work at its end. */
  void readLater(Runnable work) throws IOException;

  /** Writes without blocking, what is asked for when writing is possible. */
  void writeLater(Supplier<String> text) throws IOException;
}
