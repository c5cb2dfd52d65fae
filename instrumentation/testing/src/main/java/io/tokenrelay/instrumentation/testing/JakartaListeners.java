package io.tokenrelay.instrumentation.testing;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;

/**
 * The listeners of asynchronous requests of {@link JakartaTestApplication}. Apart, since servlet
 * 2.5 has not these types.
 */
final class JakartaListeners {
  private JakartaListeners() {}

  static void time(HttpServletRequest request, Runnable work) {
    AsyncContext async = request.startAsync();
    async.setTimeout(200); // Jetty may miss one that ends before the servlet has returned
    async.addListener(
        new Listener() {
          @Override
          public void onTimeout(AsyncEvent event) {
            work.run();
            async.complete();
          }
        });
  }

  static void time(HttpServletRequest request, String path) {
    AsyncContext async = request.startAsync();
    async.setTimeout(200); // Jetty may miss one that ends before the servlet has returned
    async.addListener(
        new Listener() {
          @Override
          public void onTimeout(AsyncEvent event) {
            async.dispatch(path);
          }
        });
  }

  static void fail(HttpServletRequest request, Runnable work) {
    AsyncContext async = request.startAsync();
    async.setTimeout(500); // Tomcat 7 calls the listener no sooner
    async.addListener(
        new Listener() {
          @Override
          public void onError(AsyncEvent event) {
            work.run();
          }
        });
  }

  static Waiting waitFor(HttpServletRequest request, Runnable work) {
    AsyncContext async = request.startAsync();
    async.setTimeout(0);
    async.addListener(
        new Listener() {
          @Override
          public void onComplete(AsyncEvent event) {
            work.run();
          }
        });
    return new Waiting(async::dispatch, async::complete);
  }

  private abstract static class Listener implements AsyncListener {
    @Override
    public void onStartAsync(AsyncEvent event) {}

    @Override
    public void onTimeout(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onComplete(AsyncEvent event) {}
  }
}
