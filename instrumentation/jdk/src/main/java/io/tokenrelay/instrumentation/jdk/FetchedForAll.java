package io.tokenrelay.instrumentation.jdk;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.Opcodes;

/**
 * Where the JDK fetches something for itself and keeps it for the whole JVM: a jar, a class, a
 * bundle, a certificate, a revocation list. It happens on a request's thread only by chance, so
 * {@code UrlRequests} fetches it for nobody.
 */
final class FetchedForAll extends Edit {
  private static final String URL = "java/net/URL";
  private static final String CONNECTION = "java/net/URLConnection";

  private static final Set<String> REQUESTS =
      new HashSet<>(Arrays.asList("openStream", "getInputStream", "getResponseCode"));

  private final boolean isForStatic;

  private FetchedForAll(boolean isForStatic) {
    this.isForStatic = isForStatic;
  }

  static FetchedForAll inMethods() {
    return new FetchedForAll(false);
  }

  static FetchedForAll inStaticMethods() {
    return new FetchedForAll(true);
  }

  @Override
  boolean isForStatic() {
    return isForStatic;
  }

  @Override
  Set<String> besideCallsOf() {
    return REQUESTS;
  }

  @Override
  boolean concerns(String owner, String method, String descriptor) {
    return true;
  }

  @Override
  public void visitMethodInsn(
      int opcode, String type, String called, String descriptor, boolean isInterface) {
    if (opcode == Opcodes.INVOKEVIRTUAL && sendsARequest(type, called)) {
      String asked = type.equals(URL) ? URL : CONNECTION;
      calls(URL_REQUESTS, called, "(L" + asked + ";" + descriptor.substring(1));
      counted();
    } else {
      super.visitMethodInsn(opcode, type, called, descriptor, isInterface);
    }
  }

  private static boolean sendsARequest(String type, String called) {
    return type.equals(URL)
        ? called.equals("openStream")
        : (type.equals(CONNECTION) || type.equals("java/net/HttpURLConnection"))
            && (called.equals("getInputStream") || called.equals("getResponseCode"));
  }
}
