package io.tokenrelay.instrumentation.spring;

/** A singleton that calls while it is made, in the request that first asks for it. */
public class CallsWhenMade {
  private static volatile String url = "";

  final String answer = Downstreams.call(url);

  /** Where the one that is made next will call. */
  static void to(String url) {
    CallsWhenMade.url = url;
  }
}
