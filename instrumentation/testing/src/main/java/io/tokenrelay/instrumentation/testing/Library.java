package io.tokenrelay.instrumentation.testing;

/** One way of a library's to call a service, with one client object for all calls. */
public final class Library {
  /** Waits for the answer. */
  public interface Call {
    void to(String url) throws Exception;
  }

  private final String name;
  private final Call call;

  public Library(String name, Call call) {
    this.name = name;
    this.call = call;
  }

  void call(String url) throws Exception {
    call.to(url);
  }

  @Override
  public String toString() {
    return name;
  }
}
