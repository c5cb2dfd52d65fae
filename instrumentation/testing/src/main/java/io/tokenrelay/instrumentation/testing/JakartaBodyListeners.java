package io.tokenrelay.instrumentation.testing;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * The listeners of bodies of {@link JakartaTestApplication}. Apart, since servlet 3.0 has not these
 * types.
 */
final class JakartaBodyListeners {
  private JakartaBodyListeners() {}

  static void read(HttpServletRequest request, Runnable work) throws IOException {
    AsyncContext async = request.startAsync();
    ServletInputStream in = request.getInputStream();
    in.setReadListener(
        new ReadListener() {
          @Override
          public void onDataAvailable() throws IOException {
            while (in.isReady() && in.read() >= 0) {
              // thrown away
            }
          }

          @Override
          public void onAllDataRead() {
            work.run();
            async.complete();
          }

          @Override
          public void onError(Throwable failure) {
            async.complete();
          }
        });
  }

  static void write(HttpServletRequest request, HttpServletResponse response, Supplier<String> text)
      throws IOException {
    AsyncContext async = request.startAsync();
    ServletOutputStream out = response.getOutputStream();
    out.setWriteListener(
        new WriteListener() {
          private boolean written;

          @Override
          public void onWritePossible() throws IOException {
            if (!written && out.isReady()) {
              written = true;
              out.write(text.get().getBytes(StandardCharsets.UTF_8));
            }
            if (out.isReady()) {
              async.complete();
            }
          }

          @Override
          public void onError(Throwable failure) {
            async.complete();
          }
        });
  }
}
