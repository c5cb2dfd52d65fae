package io.tokenrelay.agent.verify.issuer;

import io.tokenrelay.agent.verify.http.Answer;
import io.tokenrelay.agent.verify.http.HttpFetch;
import io.tokenrelay.agent.verify.http.NotFetchedException;
import java.util.Set;

/** A JWK Set at a URI. */
final class RemoteKeys implements KeyLoader {
  private static final String MEDIA_TYPES = "application/json, application/jwk-set+json";

  private final String uri;
  private final Set<String> algorithms;
  private final HttpFetch http;

  RemoteKeys(String uri, Set<String> algorithms, HttpFetch http) {
    this.uri = uri;
    this.algorithms = algorithms;
    this.http = http;
  }

  @Override
  public LoadedKeys load() throws KeysNotLoadedException {
    try {
      Answer answer = http.get(uri, MEDIA_TYPES);
      return KeyDocument.parse(answer.text(), uri, algorithms, answer.maxAgeSeconds());
    } catch (NotFetchedException e) {
      throw new KeysNotLoadedException(String.valueOf(e.getMessage()));
    }
  }
}
