package io.tokenrelay.instrumentation.jdk;

import org.objectweb.asm.MethodVisitor;

/**
 * The changes to {@code java.net.http.HttpClient}. Not loaded until one of its classes is: most
 * services use another client.
 */
final class HttpClientSeen implements Edit {
  static final String FOLDER = "jdk/internal/net/http/";

  @Override
  public MethodVisitor in(
      String owner, String method, String descriptor, MethodVisitor body, Tally tally) {
    return of(owner.substring(FOLDER.length())).in(owner, method, descriptor, body, tally);
  }

  private static Edit of(String type) {
    switch (type) {
      case "MultiExchange":
        return new CallSeen();
      case "Http1Request":
        return new HeadExtended();
      case "Stream":
        return new FrameSeen();
      case "Http2Connection":
        return new FrameExtended();
      case "CookieFilter":
        return CookiesSeen.ofHttpClients();
      default:
        throw new IllegalArgumentException(type);
    }
  }
}
