package com.example.attacked;

import java.io.IOException;
import java.io.UncheckedIOException;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** The service that all programs call: each call says whose it is, and in what. */
final class World {
  static final String URL = System.getProperty("world.url");
  static final OkHttpClient CLIENT = new OkHttpClient();

  /** Whose callbacks may go on for ever. */
  static final OkHttpClient CALLBACKS = new OkHttpClient.Builder().dispatcher(unlimited()).build();

  private World() {}

  private static Dispatcher unlimited() {
    Dispatcher dispatcher = new Dispatcher();
    dispatcher.setMaxRequests(1000);
    dispatcher.setMaxRequestsPerHost(1000);
    return dispatcher;
  }

  static Request request(String owner, String what) {
    return new Request.Builder().url(URL + "/" + owner + "/" + what).build();
  }

  static String call(String owner, String what) {
    try (Response response = CLIENT.newCall(request(owner, what)).execute()) {
      return response.body().string();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
