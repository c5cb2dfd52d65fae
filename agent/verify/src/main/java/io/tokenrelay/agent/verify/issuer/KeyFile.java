package io.tokenrelay.agent.verify.issuer;

import io.tokenrelay.agent.verify.signature.PrivateKeys;
import io.tokenrelay.agent.verify.signature.SigningKey;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keys in a file of the operator's: checked often, read again when it has changed. */
final class KeyFile implements KeyLoader {
  /** How often the file is checked. */
  static final long POLL_SECONDS = 10;

  private final KeySource source;
  private final Set<String> algorithms;
  private final int maxBytes;
  private @Nullable LoadedKeys loaded;
  private long modified;
  private long length;

  KeyFile(KeySource source, Set<String> algorithms, int maxBytes) {
    this.source = source;
    this.algorithms = algorithms;
    this.maxBytes = maxBytes;
  }

  @Override
  public LoadedKeys load() throws KeysNotLoadedException {
    File file = new File(source.location());
    long modifiedNow = file.lastModified();
    long lengthNow = file.length();
    if (loaded == null || modifiedNow != modified || lengthNow != length) {
      loaded = parse(read(file));
      modified = modifiedNow;
      length = lengthNow;
    }
    return loaded;
  }

  private LoadedKeys parse(byte[] bytes) throws KeysNotLoadedException {
    String from = source.toString();
    switch (source.kind()) {
      case JWKS_FILE:
        return KeyDocument.parse(
            new String(bytes, StandardCharsets.UTF_8), from, algorithms, POLL_SECONDS);
      case SECRET_FILE:
        return secret(bytes, from);
      case SIGNING_KEY_FILE:
        return own(new String(bytes, StandardCharsets.ISO_8859_1), from);
      default:
        return PemKeys.parse(new String(bytes, StandardCharsets.ISO_8859_1), from, algorithms);
    }
  }

  /** The public parts of the keys that this service signs with. */
  private LoadedKeys own(String pem, String from) throws KeysNotLoadedException {
    List<VerificationKey> keys = new ArrayList<>();
    try {
      for (SigningKey key : PrivateKeys.parse(pem)) {
        keys.add(VerificationKey.of(key.publicKey(), key.keyId(), key.algorithm(), algorithms));
      }
    } catch (GeneralSecurityException | UnusableKeyException e) {
      throw new KeysNotLoadedException(from + ": " + e.getMessage());
    }
    return new LoadedKeys(
        KeySet.configured(Collections.unmodifiableList(keys)),
        POLL_SECONDS,
        Collections.<String>emptyList());
  }

  /** The bytes of the file, without one line end after them. */
  private LoadedKeys secret(byte[] bytes, String from) throws KeysNotLoadedException {
    int end = bytes.length;
    if (end > 0 && bytes[end - 1] == '\n') {
      end--;
    }
    if (end > 0 && bytes[end - 1] == '\r') {
      end--;
    }
    try {
      VerificationKey key = VerificationKey.secret(Arrays.copyOf(bytes, end), algorithms);
      return new LoadedKeys(
          KeySet.configured(Collections.singletonList(key)),
          POLL_SECONDS,
          Collections.<String>emptyList());
    } catch (UnusableKeyException e) {
      throw new KeysNotLoadedException(from + ": " + e.getMessage());
    }
  }

  private byte[] read(File file) throws KeysNotLoadedException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] buffer = new byte[8_192];
    try (InputStream in = new FileInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        bytes.write(buffer, 0, n);
        if (bytes.size() > maxBytes) {
          throw new KeysNotLoadedException(source + " has more than " + maxBytes + " bytes");
        }
      }
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new KeysNotLoadedException(
          source.isSecret() // or a secret given in place of the file would be shown
              ? "the file of the secret cannot be read; is the secret itself given in its place?"
              : source + " cannot be read: " + e.getMessage());
    }
  }
}
