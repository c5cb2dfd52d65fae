package io.tokenrelay.instrumentation.spring;

import java.io.IOException;
import java.io.UncheckedIOException;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** How the application calls; it contains no line about tokens. */
final class Downstreams {
  private static final OkHttpClient CLIENT = new OkHttpClient();

  private Downstreams() {}

  /** What the called service answers: the user whose token came. */
  static String call(String url) {
    try (Response response = CLIENT.newCall(new Request.Builder().url(url).build()).execute()) {
      return response.body().string();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
