package io.tokenrelay.smoke.libraries;

/** One way of a library's to call a service, with one client object for all calls. */
final class Library {
  interface Call {
    void to(String url) throws Exception;
  }

  private final String name;
  private final Call call;

  Library(String name, Call call) {
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
