package io.tokenrelay.agent.verify.txn;

import io.tokenrelay.agent.config.Json;
import io.tokenrelay.agent.relay.TransactionProperties;
import io.tokenrelay.agent.verify.signature.PrivateKeys;
import io.tokenrelay.agent.verify.signature.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of this service's own transaction tokens, in a file of the operator's: the first signs,
 * all are published. A file that cannot be used leaves the keys as they are.
 */
public final class SigningKeys {
  private static final Logger LOG = LoggerFactory.getLogger(SigningKeys.class);
  private static final int LONGEST_FILE = 1 << 20;

  private final String path;
  private byte[] read = new byte[0];
  private String problem = "";
  private volatile List<SigningKey> keys = Collections.emptyList();

  public SigningKeys(String path) {
    this.path = path;
  }

  /** The last good ones; empty if there have never been any. */
  public List<SigningKey> current() {
    return keys;
  }

  /** Reads the file, if it has changed. Not to be called by a request. */
  public synchronized void read() {
    try {
      Path file = Paths.get(path);
      if (Files.exists(file) && !Files.isRegularFile(file)) { // reading a pipe would never end
        throw new GeneralSecurityException("it is not a file");
      }
      if (Files.size(file) > LONGEST_FILE) {
        throw new GeneralSecurityException("it has more than " + LONGEST_FILE + " bytes");
      }
      byte[] bytes = Files.readAllBytes(file);
      if (!Arrays.equals(bytes, read) || !problem.isEmpty()) {
        List<SigningKey> newer = PrivateKeys.parse(new String(bytes, StandardCharsets.UTF_8));
        boolean known = read.length > 0 && problem.isEmpty();
        read = bytes;
        problem = "";
        keys = newer;
        LOG.info(
            "transaction tokens are signed with {}{}", newer.get(0), known ? ", from now on" : "");
      }
    } catch (IOException | RuntimeException e) {
      failed("it cannot be read");
    } catch (GeneralSecurityException e) {
      failed(String.valueOf(e.getMessage()));
    }
  }

  private void failed(String what) {
    if (!what.equals(problem)) {
      problem = what;
      LOG.warn(
          "{}={}: {}; {}",
          TransactionProperties.SIGNING_KEY_FILE,
          path,
          what,
          keys.isEmpty() ? "no transaction token is minted" : "the keys before it are used");
    }
  }

  /** All public parts, as a JWK Set (RFC 7517 §5). */
  public String jwks() {
    List<Json> all = new ArrayList<>();
    for (SigningKey key : keys) {
      all.add(key.jwk());
    }
    return new Json().with("keys", all).compact();
  }
}
