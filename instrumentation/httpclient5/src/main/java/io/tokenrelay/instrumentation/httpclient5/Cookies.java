package io.tokenrelay.instrumentation.httpclient5;

import io.tokenrelay.instrumentation.spi.CookiePass;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;

/** An answer's cookies, as the client's cookie store gets them. */
final class Cookies {
  private static final String[] HEADERS = {"Set-Cookie", "Set-Cookie2"};

  private Cookies() {}

  /** Marks the cookies of an answer to our header. */
  static void answerOurs(HttpResponse response) {
    for (String name : HEADERS) {
      if (response.containsHeader(name)) {
        for (Header header : response.getHeaders(name)) {
          CookiePass.answersOurs(header);
        }
      }
    }
  }

  /** Whether there are cookies that the client must not keep. */
  static boolean areNotKept(HttpResponse response) {
    boolean kept = true;
    for (String name : HEADERS) {
      if (response.containsHeader(name)) {
        kept = CookiePass.mayKeepOfAsyncCalls() && kept;
        for (Header header : response.getHeaders(name)) {
          kept &= !CookiePass.isAnswerToOurs(header);
        }
      }
    }
    return !kept;
  }
}
