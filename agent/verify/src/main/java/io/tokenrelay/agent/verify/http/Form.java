package io.tokenrelay.agent.verify.http;

import java.io.UnsupportedEncodingException;
import java.net.URLEncoder;

/** The body of a request to an issuer: {@code application/x-www-form-urlencoded}. */
public final class Form {
  private final StringBuilder text = new StringBuilder();

  public Form with(String name, String value) {
    if (text.length() > 0) {
      text.append('&');
    }
    text.append(name).append('=').append(encoded(value));
    return this;
  }

  /** All of it. Never to be logged. */
  public String text() {
    return text.toString();
  }

  static String encoded(String text) {
    try {
      return URLEncoder.encode(text, "UTF-8");
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException("every Java has UTF-8", e);
    }
  }

  /** How many fields' worth of text, and none of it. */
  @Override
  public String toString() {
    return "form of " + text.length() + " characters";
  }
}
