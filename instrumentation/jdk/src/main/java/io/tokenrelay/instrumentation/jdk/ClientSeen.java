package io.tokenrelay.instrumentation.jdk;

import org.objectweb.asm.MethodVisitor;

/**
 * The changes to the JDK's two HTTP clients, {@code HttpURLConnection} (the same classes write
 * {@code https}) and {@code java.net.http.HttpClient}. They are not loaded until one of its classes
 * is, since most services use another client: hence the arrays, into which the JVM does not look
 * when it verifies this class.
 */
final class ClientSeen extends Edit {
  static final String HTTP_CLIENT = "jdk/internal/net/http/";

  @Override
  boolean concerns(String owner, String method, String descriptor) {
    return true;
  }

  @Override
  MethodVisitor in(
      String owner, String method, String descriptor, MethodVisitor body, Tally tally) {
    MethodVisitor changed = body;
    for (Edit edit : of(owner)) {
      changed = edit.in(owner, method, descriptor, changed, tally);
    }
    return changed;
  }

  private static Edit[] of(String type) {
    switch (type) {
      case "sun/net/www/http/HttpClient":
        return new Edit[] {new HeadReplaced(), CookiesSeen.ofConnections()};
      case "sun/net/www/protocol/http/HttpURLConnection":
        return new Edit[] {new ConnectionSeen(), new AnswerSeen()};
      case HTTP_CLIENT + "MultiExchange":
        return new Edit[] {new CallSeen()};
      case HTTP_CLIENT + "Http1Request":
        return new Edit[] {new HeadExtended()};
      case HTTP_CLIENT + "Stream":
        return new Edit[] {new FrameSeen()};
      case HTTP_CLIENT + "Http2Connection":
        return new Edit[] {new FrameExtended()};
      case HTTP_CLIENT + "CookieFilter":
        return new Edit[] {CookiesSeen.ofHttpClients()};
      default:
        throw new IllegalArgumentException(type);
    }
  }
}
