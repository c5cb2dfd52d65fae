package io.tokenrelay.instrumentation.jdk;

import org.objectweb.asm.MethodVisitor;

/**
 * The changes to {@code HttpURLConnection}; the same classes write {@code https}. Not loaded until
 * one of its classes is.
 */
final class UrlClientSeen implements Edit {
  @Override
  public MethodVisitor in(
      String owner, String method, String descriptor, MethodVisitor body, Tally tally) {
    MethodVisitor changed = body;
    for (Edit edit : of(owner.substring(owner.lastIndexOf('/') + 1))) {
      changed = edit.in(owner, method, descriptor, changed, tally);
    }
    return changed;
  }

  private static Edit[] of(String type) {
    switch (type) {
      case "HttpClient":
        return new Edit[] {new HeadReplaced(), CookiesSeen.ofConnections()};
      case "HttpURLConnection":
        return new Edit[] {new ConnectionSeen(), new AnswerSeen()};
      default:
        throw new IllegalArgumentException(type);
    }
  }
}
