package io.tokenrelay.agent.verify.cache;

/**
 * A token's text as a cache key: hashed by {@link SignatureHash} or {@link TextHash}, compared as a
 * whole.
 */
public final class TokenText {
  private final String text;
  private final int hash;

  TokenText(String text, int hash) {
    this.text = text;
    this.hash = hash;
  }

  public String text() {
    return text;
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof TokenText
            && ((TokenText) other).hash == hash
            && ((TokenText) other).text.equals(text));
  }

  @Override
  public String toString() {
    return text.length() + " characters";
  }
}
