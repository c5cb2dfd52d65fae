package io.tokenrelay.agent.verify.issuer;

import java.util.Set;

/** A JWK Set at a URI. */
final class RemoteKeys implements KeyLoader {
  private final String uri;
  private final Set<String> algorithms;
  private final KeyDownload download;

  RemoteKeys(String uri, Set<String> algorithms, KeyDownload download) {
    this.uri = uri;
    this.algorithms = algorithms;
    this.download = download;
  }

  @Override
  public LoadedKeys load() throws KeysNotLoadedException {
    KeyDownload.Answer answer = download.get(uri);
    return KeyDocument.parse(answer.text(), uri, algorithms, answer.maxAgeSeconds());
  }
}
