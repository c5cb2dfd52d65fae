package io.tokenrelay.agent.relay.destination;

import org.jspecify.annotations.Nullable;

/**
 * Recognises requests that carry their own authorisation: the presigned URLs of object stores and
 * content networks, the cookies that some of these set instead, and tokens in the query (RFC 6750
 * §2: one method per request). Such services answer a second credential with 400, or log it.
 *
 * <p>Compares the names of parameters and cookies in place, without copying.
 */
final class SignedUrl {
  /**
   * The parameters of a signature: all names of a row must be present; a star stands for any
   * letters.
   */
  private static final String[][] ROWS = {
    {"x-*-signature"}, // AWS V4, Google V4, Alibaba OSS V4, Volcengine, and others like them
    {"awsaccesskeyid", "signature"}, // AWS V2
    {"googleaccessid", "signature"}, // Google V2
    {"keyname", "signature"}, // Google Cloud CDN
    {"ossaccesskeyid", "signature"}, // Alibaba OSS V1
    {"accesskeyid", "signature"}, // Huawei OBS
    {"key-pair-id", "signature"}, // CloudFront
    {"expires", "signature"}, // what all of these have in common
    {"sig", "se"}, // Azure, a signature with an expiry
    {"sig", "si"}, // Azure, a stored policy with an expiry
    {"q-signature"}, // Tencent COS
    {"temp_url_sig"}, // Swift
    {"__token__"}, // Akamai, by the names of its documentation
    {"__gda__"},
    {"hdnts"},
    {"hdnea"},
    {"hdntl"},
    {"cloudfront-signature"}, // CloudFront's cookies
    {"cloud-cdn-cookie"}, // Google Cloud CDN's
    {"edge-cache-cookie"}, // Google Media CDN's
  };

  private static final String MEDIA_CDN = "edge-cache-token";

  /**
   * The same, but only in a query; as cookies these names mean nothing. A name with an equals sign
   * needs a value as long as a secret, which {@code verify=true} is not.
   */
  private static final String[][] QUERY_ROWS = {
    {"access_token"}, // RFC 6750 §2.3
    {MEDIA_CDN}, // Google Media CDN
    {"authorization="}, // Baidu BOS, Backblaze B2
    {"verify="}, // Cloudflare
    {"_upt"}, // Upyun
    {"tempauth"}, // SharePoint
    {"e", "token"}, // Qiniu
    {"alt", "token"}, // Firebase
    {"token", "expires"}, // Bunny
    {"md5", "expires"}, // nginx
  };

  private static final int SECRET_CHARACTERS = 32;

  private SignedUrl() {}

  static boolean isSigned(String pathAndQuery, @Nullable String cookies) {
    int query = pathAndQuery.indexOf('?') + 1;
    return isAkamais(pathAndQuery)
        || isOracles(pathAndQuery)
        || isMediaCdns(pathAndQuery)
        || (query > 0
            && (isTencents(pathAndQuery, query)
                || hasRow(pathAndQuery, query, ROWS)
                || hasRow(pathAndQuery, query, QUERY_ROWS)))
        || (cookies != null && (isAkamais(cookies) || hasRow(cookies, 0, ROWS)));
  }

  private static boolean hasRow(String text, int from, String[][] rows) {
    long found = 0;
    int start = from;
    while (start < text.length()) {
      while (start < text.length() && text.charAt(start) == ' ') {
        start++;
      }
      int end = endOfParameter(text, start);
      for (int row = 0; row < rows.length; row++) {
        String[] names = rows[row];
        for (int i = 0; i < names.length; i++) {
          if (isNamed(text, start, end, names[i])) {
            found |= 1L << (2 * row + i);
          }
        }
        long whole = (1L << names.length) - 1;
        if ((found >>> (2 * row) & whole) == whole) {
          return true;
        }
      }
      if (end < text.length() && text.charAt(end) == '#') {
        return false;
      }
      start = end + 1;
    }
    return false;
  }

  /** Akamai's token may have any name, and be in the path: {@code exp=1~acl=/*~hmac=00}. */
  private static boolean isAkamais(String text) {
    int hmac = text.indexOf("hmac=");
    return hmac > 0
        && (text.charAt(hmac - 1) == '~' || text.regionMatches(true, hmac - 3, "%7e", 0, 3))
        && text.lastIndexOf("exp=", hmac) >= 0;
  }

  /**
   * Oracle's pre-authenticated request: {@code /p/<secret>/n/<namespace>/b/<bucket>/o/<object>}.
   */
  private static boolean isOracles(String text) {
    int secret = text.startsWith("/p/") ? text.indexOf('/', 3) : -1;
    int namespace = secret > 0 && text.startsWith("/n/", secret) ? secret + 3 : -1;
    int end = namespace > 0 ? text.indexOf('/', namespace) : -1;
    return end > 0 && text.startsWith("/b/", end);
  }

  /** Media CDN's token in the path: a segment, or the end of one. */
  private static boolean isMediaCdns(String text) {
    int length = MEDIA_CDN.length();
    int query = text.indexOf('?');
    int at = text.indexOf('=');
    while (at > 0 && (query < 0 || at < query)) {
      if (text.regionMatches(true, at - length, MEDIA_CDN, 0, length)) {
        return true;
      }
      at = text.indexOf('=', at + 1);
    }
    return false;
  }

  /**
   * Tencent's parameters all in one: {@code sign=q-sign-algorithm%3Dsha1%26...%26q-signature%3D00}.
   */
  private static boolean isTencents(String text, int query) {
    return text.indexOf("q-sign-algorithm", query) > 0 && text.indexOf("q-signature", query) > 0;
  }

  private static int endOfParameter(String text, int start) {
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '&' || c == ';' || c == '#') {
        return i;
      }
    }
    return text.length();
  }

  /** Compares a parameter's name, percent-decoded and ignoring case. */
  private static boolean isNamed(String text, int start, int end, String lowerCaseName) {
    int at = start;
    for (int i = 0; i < lowerCaseName.length(); i++) {
      if (lowerCaseName.charAt(i) == '=') {
        return at < end && text.charAt(at) == '=' && end - at > SECRET_CHARACTERS;
      }
      if (lowerCaseName.charAt(i) == '*') {
        at = lastDashWithin(text, at, end);
        continue;
      }
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
    return at == end || text.charAt(at) == '=';
  }

  /** Where the last dash of the name is, encoded or not; the end when there is none. */
  private static int lastDashWithin(String text, int start, int end) {
    int last = end;
    for (int i = start; i < end && text.charAt(i) != '='; i++) {
      if (text.charAt(i) == '-' || text.regionMatches(true, i, "%2d", 0, 3)) {
        last = i;
      }
    }
    return last;
  }
}
