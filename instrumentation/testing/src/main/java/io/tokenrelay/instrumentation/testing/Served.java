package io.tokenrelay.instrumentation.testing;

import java.io.IOException;
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

  void write(String text) throws IOException;

  void forward(String path) throws Exception;

  void include(String path) throws Exception;

  void sendError(int status) throws IOException;

  /** {@code startAsync().dispatch(path)}, from this thread. */
  void dispatchLater(String path);

  /** {@code startAsync().start(work)}, and {@code complete()} after it. */
  void startLater(Runnable work);
}
