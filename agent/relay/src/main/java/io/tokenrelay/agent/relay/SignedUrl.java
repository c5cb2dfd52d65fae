package io.tokenrelay.agent.relay;

/**
 * Recognises URLs that carry their own authorisation: AWS, Google Cloud Storage, Azure SAS and
 * CloudFront. Reads the names of the query's parameters where they stand, without copying.
 */
final class SignedUrl {
  private SignedUrl() {}

  static boolean isSigned(String pathAndQuery) {
    int start = pathAndQuery.indexOf('?') + 1;
    if (start == 0) {
      return false;
    }
    boolean sig = false;
    boolean expiry = false;
    boolean signature = false;
    boolean keyPair = false;
    while (start < pathAndQuery.length()) {
      int end = endOfParameter(pathAndQuery, start);
      if (isNamed(pathAndQuery, start, end, "x-amz-signature")
          || isNamed(pathAndQuery, start, end, "x-goog-signature")) {
        return true;
      }
      sig |= isNamed(pathAndQuery, start, end, "sig");
      expiry |= isNamed(pathAndQuery, start, end, "se");
      signature |= isNamed(pathAndQuery, start, end, "signature");
      keyPair |= isNamed(pathAndQuery, start, end, "key-pair-id");
      start = end + 1;
    }
    return (sig && expiry) || (signature && keyPair);
  }

  private static int endOfParameter(String text, int start) {
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '&' || c == ';') {
        return i;
      }
      if (c == '#') {
        return text.length();
      }
    }
    return text.length();
  }

  /** Compares a parameter's name, percent-decoded and without regard to case. */
  private static boolean isNamed(String text, int start, int end, String lowerCaseName) {
    int at = start;
    for (int i = 0; i < lowerCaseName.length(); i++) {
      if (at >= end) {
        return false;
      }
      int c = text.charAt(at);
      if (c == '%' && at + 2 < end) {
        c =
            Character.digit(text.charAt(at + 1), 16) << 4
                | Character.digit(text.charAt(at + 2), 16);
        at += 2;
      }
      at++;
      if (c != lowerCaseName.charAt(i) && (c | 0x20) != lowerCaseName.charAt(i)) {
        return false;
      }
    }
    return at == end || text.charAt(at) == '=' || text.charAt(at) == '#';
  }
}
